package dev.weir.adapters.opensearch;

import dev.weir.tenancy.testkit.StoreScene;

/** A new store on the server and the world it belongs to. */
final class OpenSearchScene extends StoreScene<OpenSearchChunkStore> {
    private int exactRows = VectorSearch.EXACT_ROWS;

    OpenSearchScene() {
        OpenSearchServer.recreate();
    }

    @Override
    protected OpenSearchChunkStore open() {
        return OpenSearchChunkStore.open(OpenSearchServer.client(), OpenSearchServer.INDEX, world.clock(), exactRows);
    }

    /** Opens the store again, so that vector searches over more rows than this go through the graph. */
    void reopen(int exact) {
        exactRows = exact;
        reopen();
    }
}
