package dev.weir.adapters.pgvector;

import dev.weir.tenancy.testkit.StoreScene;

/** An empty store on the server and the world it belongs to. */
final class PgScene extends StoreScene<PgVectorChunkStore> {
    final PostgresServer server = PostgresServer.empty();
    private int exactRows = VectorSearch.EXACT_ROWS;

    @Override
    protected PgVectorChunkStore open() {
        return server.store(world.clock(), exactRows);
    }

    /** Opens the store again, so that vector searches over more rows than this go through an index. */
    void reopen(int exact) {
        exactRows = exact;
        reopen();
    }
}
