package dev.weir.retrieve.screen;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.screen.EchoedQuestion.Runs;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.TrustTier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Objects to passages that repeat the question, as planted passages do so that they are found. What is compared are folded
 * words: compatibility forms, case, accents, invisible characters and look-alikes make no difference. A passage echoes if
 *
 * <ul>
 *   <li>a run of the question's words makes up a share of it, or several runs of three or more words do that have its
 *       beginning among them; below the tier that may have headlines, runs in two passages of one source, uploader or batch
 *       count together, for both;
 *   <li>it begins with something that a few edits turn into the question;
 *   <li>nearly all words of the question stand close together, in any order; or
 *   <li>it begins with a question of three or four words, as a sentence of its own. Questions of at least
 *       {@value #SHORTEST_QUESTION} words are looked for in all the other ways, and shorter ones not at all.
 * </ul>
 *
 * <p>The score is the share of the question that was found, or the similarity. Thread-safe.
 *
 * <p>A list of questions and answers repeats questions for a good reason, and a headline may be the question. Passages of
 * at least the exempt tier are spared, because somebody reviewed them. One of at least the tier that may have headlines is
 * spared if the question stands in lines of its own, as headlines and questions of a list do, and the rest does not echo.
 * Below that, form proves nothing: whoever plants a passage can write a headline.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a planted passage is seen which says the question in other words, or which spreads it over passages that nothing in
 * their provenance joins; of a question of more than 256 words, what comes after them. That a passage which echoes was
 * planted: one that honestly begins with the words of a search is taken for an echo.
 */
public final class QueryEcho implements SetScreen {
    /** The fewest words a question must have to be looked for anywhere in a passage. */
    public static final int SHORTEST_QUESTION = 5;

    /** The share of the question's words that {@link SetScreens#standard()} uses. */
    public static final double STANDARD_RUN = 0.8;

    /** The similarity of beginnings that {@link SetScreens#standard()} uses. */
    public static final double STANDARD_OPENING = 0.7;

    /** The share of the question's words that stand close together. */
    private static final double GATHERED = 0.9;

    private static final int SHORTEST_OPENING = 3;

    /** Words that a headline may have besides the question's: a number, "Q", a section. */
    private static final int HEADLINE_SLACK = 3;

    private final double run;
    private final double opening;
    private final TrustTier headlines;
    private final TrustTier exempt;

    /**
     * @param run the least share of the question's words that pieces must make up, above 0 and at most 1
     * @param opening the least edit similarity of the first 64 folded characters of the question, or all if it is
     *     shorter, and as many of the passage, above 0 and at most 1
     * @param headlines the lowest tier that is spared if the question stands in lines of its own
     * @param exempt the lowest tier that is spared
     * @throws IllegalArgumentException if a share is out of range
     */
    public QueryEcho(double run, double opening, TrustTier headlines, TrustTier exempt) {
        if (!(run > 0 && run <= 1) || !(opening > 0 && opening <= 1)) {
            throw new IllegalArgumentException("shares must be in (0, 1], got " + run + " and " + opening);
        }
        this.run = run;
        this.opening = opening;
        this.headlines = requireNonNull(headlines, "headlines is null");
        this.exempt = requireNonNull(exempt, "exempt is null");
    }

    @Override
    public WithholdCode code() {
        return WithholdCode.QUERY_ECHO;
    }

    @Override
    public List<Objection> objections(PassageSet set) {
        List<Objection> objections = new ArrayList<>();
        Words query = set.queryWords();
        if (query.size() < SHORTEST_OPENING) {
            return objections;
        }
        EchoedQuestion question = new EchoedQuestion(query);
        List<Runs> runs = runs(set, question);
        for (int rank = 0; rank < set.size(); rank++) {
            if (isExempt(set.passage(rank))) {
                continue;
            }
            double score = echo(question, query.size(), set.words(rank), runs.get(rank));
            if (score == 0 && runs.get(rank).pieces() != 0) {
                score = joined(set, question, runs, rank);
            }
            if (score > 0 && !isHeadline(set.passage(rank), question, query.size())) {
                objections.add(new Objection(rank, Math.min(1, score)));
            }
        }
        return objections;
    }

    private boolean isExempt(RankedPassage passage) {
        return passage.trust().compareTo(exempt) >= 0;
    }

    /** What each passage holds of a question that is long enough to be looked for; nothing for the exempt ones. */
    private List<Runs> runs(PassageSet set, EchoedQuestion question) {
        boolean isLong = set.queryWords().size() >= SHORTEST_QUESTION;
        List<Runs> runs = new ArrayList<>(set.size());
        for (int rank = 0; rank < set.size(); rank++) {
            runs.add(isLong && !isExempt(set.passage(rank)) ? question.runs(set.words(rank)) : Runs.NONE);
        }
        return runs;
    }

    /** The share of the question that a passage repeats, 0 if that is too little to object to. */
    private double echo(EchoedQuestion question, int length, Words passage, Runs runs) {
        if (length < SHORTEST_QUESTION) {
            return question.begins(passage) ? 1 : 0;
        }
        double score = echoed(question, runs);
        if (score == 0) {
            score = atLeast(opening, question.similarity(passage.opening()));
        }
        return score == 0 ? atLeast(GATHERED, question.gathered(passage)) : score;
    }

    private double echoed(EchoedQuestion question, Runs runs) {
        return atLeast(run, Math.max(question.share(runs), question.share(runs.pieces())));
    }

    /**
     * The share that a passage repeats together with another of the same hand, neither of which echoes by itself: one that
     * does must not taint what it was planted beside. In a house everything may be of one hand.
     */
    private double joined(PassageSet set, EchoedQuestion question, List<Runs> runs, int rank) {
        double most = 0;
        for (int other = 0; other < runs.size() && mayBeJoined(set.passage(rank)); other++) {
            if (runs.get(other).pieces() != 0
                    && echoed(question, runs.get(other)) == 0
                    && mayBeJoined(set.passage(other))
                    && Origin.isShared(set.passage(rank), set.passage(other))) {
                most = Math.max(
                        most,
                        question.share(runs.get(rank).pieces() | runs.get(other).pieces()));
            }
        }
        return atLeast(run, most);
    }

    private boolean mayBeJoined(RankedPassage passage) {
        return passage.trust().compareTo(headlines) < 0;
    }

    private static double atLeast(double least, double share) {
        return share >= least - 1e-9 ? share : 0;
    }

    /** Whether a passage of a tier that may have headlines echoes in nothing else. */
    private boolean isHeadline(RankedPassage passage, EchoedQuestion question, int length) {
        if (passage.trust().compareTo(headlines) < 0 || passage.text().indexOf('\n') < 0) {
            return false;
        }
        String rest = passage.text()
                .lines()
                .filter(line -> Words.of(line).size() > length + HEADLINE_SLACK)
                .collect(Collectors.joining("\n"));
        Words words = Words.of(rest);
        return words.size() > 0 && echo(question, length, words, question.runs(words)) == 0;
    }
}
