package dev.weir.retrieve.behaviour;

/** What a monitor measures. The names are written to the audit log. */
public enum Sign {
    /** Share of the corpus that was served in the last hour or the one and a half, from 0 to 1. */
    COVERAGE_HOUR(Power.ACTS),
    /** Share of the corpus that was served in the last 24 to 36 hours, from 0 to 1. */
    COVERAGE_DAY(Power.ACTS),
    /** Share of the corpus that was served in the last 30 to 45 days, from 0 to 1. */
    COVERAGE_MONTH(Power.ACTS),
    /** By how many chunks more were new than a reader's would be: a cumulative sum (Page 1954). */
    NOVELTY(Power.ACTS),
    /** Points for trying what is not one's own, fading by half each day. */
    PROBING(Power.ACTS),
    /** Share of late questions that repeat a run of a text just served, from 0 to 1. */
    CONTINUATION(Power.ANNOTATES),
    /** Share of late questions that are another of them with a few words changed, from 0 to 1. */
    TEMPLATE(Power.ANNOTATES),
    /** Share of late questions that are long and fit one chunk far better than all others, from 0 to 1. */
    MEMBERSHIP(Power.ANNOTATES),
    /**
     * How much wider the chunks served lie scattered over the space of embeddings than those of everybody else of the
     * tenant together, whose value is 1: the chance that two of theirs are of one region, over the chance that two of his
     * are. 0 until there is enough of both.
     */
    SPREAD(Power.ANNOTATES),
    /**
     * Sum of how near each question came to being flagged as an injection, from 0 for an ordinary one to 1, fading by half
     * each hour.
     */
    INJECTION(Power.ANNOTATES),
    /** How evenly questions follow each other, from 0 to 1. */
    MACHINE(Power.ANNOTATES),
    /** Share of late questions that came before anybody could have skimmed what was just served, from 0 to 1. */
    HASTE(Power.ANNOTATES),
    /** Share of the last 24 hours of the clock in which something was asked, from 0 to 1. */
    TIRELESS(Power.ANNOTATES),
    /** Not measured: what was known is lost. */
    STATE_LOST(Power.ACTS);

    private final Power power;

    Sign(Power power) {
        this.power = power;
    }

    /** What a rule may do about it. */
    public Power power() {
        return power;
    }

    /** How far a sign is trusted. */
    public enum Power {
        /** It counts what was served or tried, whose threshold a policy sets; any rung may follow. */
        ACTS,
        /** Its false alarms are not known; it may be logged. */
        ANNOTATES
    }
}
