package dev.weir.tenancy.store;

/** Who filters the rows of a {@link MetadataTable} by tenant and tag. The application's own filter is checked here in any case. */
public enum Filtering {
    /**
     * The store: filters are sent with each search, and a row that comes back in spite of one is left for verification to
     * meet, so that a store that ignores filters is found out.
     */
    IN_STORE,
    /**
     * The adapter: for a store that has no filters. Every search asks for more rows until enough of them match, up to all
     * there are.
     */
    HERE
}
