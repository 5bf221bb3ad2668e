package dev.weir.adapters.opensearch;

import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.testkit.SealedWorld;
import dev.weir.tenancy.testkit.ServerScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.apache.hc.core5.http.HttpHost;
import org.opensearch.client.json.JsonData;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch.core.bulk.BulkOperation;
import org.opensearch.client.opensearch.core.search.Hit;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;

/**
 * The server that {@code adapters/opensearch/opensearch start tests} starts, stopped when the tests end; or another, whose
 * address is in the system property {@code weir.opensearch}. The indices that begin with {@code weir-tests} are emptied and
 * removed.
 */
final class OpenSearchServer {
    static final String INDEX = "weir-tests";

    private static final String ADDRESS = ServerScript.place("./opensearch", "weir.opensearch");
    private static final OpenSearchTransport TRANSPORT = transport(URI.create(ADDRESS));

    private OpenSearchServer() {}

    static OpenSearchClient client() {
        return new OpenSearchClient(TRANSPORT);
    }

    static String url() {
        return ADDRESS;
    }

    static OpenSearchTransport transport() {
        return TRANSPORT;
    }

    static OpenSearchTransport transport(URI address) {
        return ApacheHttpClient5TransportBuilder.builder(
                        new HttpHost(address.getScheme(), address.getHost(), address.getPort()))
                .build();
    }

    /** A store of {@link #INDEX}, with nothing in it but the dimension of the kit's vectors. */
    static OpenSearchChunkStore empty(InstantSource clock) {
        clear();
        return open(clock);
    }

    /** Empties {@link #INDEX}, which is much faster than making it again. */
    static void clear() {
        try {
            OpenSearchIndex index = OpenSearchIndex.of(client(), INDEX);
            index.require();
            index.addEmbedding(SealedWorld.DIMENSION);
        } catch (StoreException e) {
            recreate();
            return;
        }
        clear(INDEX);
        clear(INDEX + "-versions");
    }

    /** {@link #INDEX}, made anew. */
    static void recreate() {
        remove(INDEX);
        OpenSearchIndex.of(client(), INDEX).create();
    }

    static OpenSearchChunkStore open(InstantSource clock) {
        return OpenSearchChunkStore.open(client(), INDEX, clock);
    }

    /** Removes the indices of a name. */
    static void remove(String name) {
        try {
            client().indices()
                    .delete(request -> request.index(name, name + "-versions").ignoreUnavailable(true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void clear(String index) {
        try {
            client().indices().refresh(request -> request.index(index));
            while (true) {
                List<Hit<JsonData>> hits = client().search(
                                request -> request.index(index).size(5_000).source(source -> source.fetch(false)),
                                JsonData.class)
                        .hits()
                        .hits();
                if (hits.isEmpty()) {
                    return;
                }
                client().bulk(request -> request.operations(hits.stream()
                        .map(hit -> BulkOperation.of(operation ->
                                operation.delete(delete -> delete.index(index).id(hit.id()))))
                        .toList()));
                client().indices().refresh(request -> request.index(index));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
