package dev.weir.adapters.opensearch;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;

/** The example of {@code docs/opensearch.md} is code of this class, and runs. */
class OpenSearchPageTest {
    private static final Path PAGE = Path.of("../../docs/opensearch.md");
    private static final Path SELF = Path.of("src/test/java/dev/weir/adapters/opensearch/OpenSearchPageTest.java");

    @Test
    @Tag("opensearch")
    void exampleWhenRunThenKeepsAndFinds() throws IOException, URISyntaxException {
        SealedWorld world = SealedWorld.inMemory();
        OpenSearchServer.remove("weir-tests-page");
        try {
            ChunkStore store = setUp(OpenSearchServer.url(), world.clock());
            world.ingest(store, world.grant(ACME, WriteAction.INGEST), world.draft("doc", 1, "text"), Map.of());

            assertThat(store.search(world.byText(world.scope(ACME), "text", 5)).rows())
                    .hasSize(1);
        } finally {
            OpenSearchServer.remove("weir-tests-page");
        }
    }

    private static ChunkStore setUp(String address, InstantSource clock) throws URISyntaxException {
        OpenSearchClient client =
                new OpenSearchClient(ApacheHttpClient5TransportBuilder.builder(HttpHost.create(address))
                        .build());

        OpenSearchIndex.of(client, "weir-tests-page").create();

        return OpenSearchChunkStore.open(client, "weir-tests-page", clock);
    }

    @Test
    void exampleWhenReadThenIsTheCodeOfThisClass() throws IOException {
        String page = Files.readString(PAGE);
        String example = page.substring(page.indexOf("```java") + 7, page.indexOf("```", page.indexOf("```java") + 7));
        String code = words(Files.readString(SELF));

        example.replaceAll("//[^\n]*", "")
                .replace("ChunkStore store = ", "return ")
                .replace("\"weir\"", "\"weir-tests-page\"")
                .replace("InstantSource.system()", "clock")
                .strip()
                .lines()
                .reduce((a, b) -> a + " " + b)
                .ifPresent(all -> {
                    for (String statement : all.split(";", -1)) {
                        assertThat(code).contains(words(statement));
                    }
                });
        assertThat(page).contains("adapters/opensearch/opensearch start").contains("weir-versions");
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", "");
    }
}
