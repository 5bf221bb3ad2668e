package dev.weir.retrieve.egress;

/** What is wrong with a stretch of an answer. The names are part of the command line's formats. */
public enum EgressCode {
    /** A canary of a tenant that the caller may not see: a leak between tenants. */
    FOREIGN_CANARY("a canary of a tenant that the caller may not see"),
    /** A canary of a tenant of the caller's own scope: something read a corpus on a way round the firewall. */
    OWN_CANARY("a canary of a tenant that the caller may see"),
    /** A long run of text that the caller was not given. */
    FOREIGN_TEXT("a long run of text that was withheld from the caller"),
    /** An address that carries data to a host that the policy does not name. */
    DATA_IN_LINK("an address that carries data to a host that is not allowed"),
    /** An address that is fetched without a click, of a host that the policy does not name. */
    FETCHED_LINK("an address that is fetched without a click, of a host that is not allowed"),
    /** An encoded stretch that could not be read to its end. */
    UNREAD("an encoded stretch that could not be read to its end"),
    /** The guard failed; nothing is let through from there on. */
    INTERNAL("the guard failed");

    private final String text;

    EgressCode(String text) {
        this.text = text;
    }

    /** What it means, in half a sentence. */
    public String text() {
        return text;
    }
}
