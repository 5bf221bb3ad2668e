package dev.weir.tenancy;

/** Why a policy said no. */
public enum DenialCode {
    /** The policy does not know the tenant. */
    UNKNOWN_TENANT("The policy does not know this tenant."),
    /** The principal holds no grant at all. */
    NO_GRANT("The principal holds no grant."),
    /** The document lies outside every grant of the principal. */
    OUTSIDE_GRANTS("The document lies outside the principal's grants."),
    /** The principal may not do this kind of write. */
    WRITE_NOT_ALLOWED("The principal may not write here in this way."),
    /** A label or clearance was asked for that the principal may not set. */
    LABEL_NOT_ALLOWED("The principal may not set this label."),
    /** A trust tier above the policy's was asked for. */
    TRUST_NOT_ALLOWED("The policy gives this source a lower trust tier; a caller may only lower it.");

    private final String text;

    DenialCode(String text) {
        this.text = text;
    }

    /** One sentence for a person. */
    public String text() {
        return text;
    }
}
