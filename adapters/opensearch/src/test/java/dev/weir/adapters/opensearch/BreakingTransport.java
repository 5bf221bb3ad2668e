package dev.weir.adapters.opensearch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.json.JsonpMapper;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.transport.Endpoint;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.TransportOptions;

/** A way to the server that breaks at a given request, before it is sent or after it was carried out, and stays broken. */
final class BreakingTransport implements OpenSearchTransport {
    private final OpenSearchTransport sound;
    private final int last;
    private final boolean lastIsCarriedOut;
    private int requests;

    /** @param last the number of the request, from 1, that gets no answer any more */
    BreakingTransport(OpenSearchTransport sound, int last, boolean lastIsCarriedOut) {
        this.sound = sound;
        this.last = last;
        this.lastIsCarriedOut = lastIsCarriedOut;
    }

    OpenSearchClient client() {
        return new OpenSearchClient(this);
    }

    boolean hasBroken() {
        return requests >= last;
    }

    @Override
    public <Q, R, E> R performRequest(Q request, Endpoint<Q, R, E> endpoint, @Nullable TransportOptions options)
            throws IOException {
        requests++;
        if (requests < last) {
            return sound.performRequest(request, endpoint, options);
        }
        if (requests == last && lastIsCarriedOut) {
            sound.performRequest(request, endpoint, options);
            throw new SocketTimeoutException("no answer from a secret place");
        }
        throw new ConnectException("no way to a secret place");
    }

    @Override
    public <Q, R, E> CompletableFuture<R> performRequestAsync(
            Q request, Endpoint<Q, R, E> endpoint, @Nullable TransportOptions options) {
        return CompletableFuture.failedFuture(new IOException("only synchronous requests are expected"));
    }

    @Override
    public JsonpMapper jsonpMapper() {
        return sound.jsonpMapper();
    }

    @Override
    public TransportOptions options() {
        return sound.options();
    }

    @Override
    public void close() {
        // The sound one is the caller's.
    }
}
