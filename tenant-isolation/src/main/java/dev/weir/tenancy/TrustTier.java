package dev.weir.tenancy;

/** How far a source is trusted, lowest first. Policy gives the tier; a caller may only lower it. */
public enum TrustTier {
    /** Nobody vouches for the source. */
    UNKNOWN,
    /** Was in a store before Weir: somebody attests which tenant and source its rows are of, and nobody vouches for the source. */
    ADOPTED,
    /** A known source outside the organisation. */
    EXTERNAL,
    /** Written inside the organisation. */
    INTERNAL,
    /** Reviewed by the owner of the corpus. */
    CURATED;

    /** The lower of this tier and {@code other}. */
    public TrustTier atMost(TrustTier other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
