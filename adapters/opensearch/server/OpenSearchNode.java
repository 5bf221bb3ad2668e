import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.knn.plugin.KNNPlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/** One OpenSearch node with the k-NN plugin, from their artefacts alone: {@code OpenSearchNode FOLDER PORT}. */
final class OpenSearchNode extends Node {
    private OpenSearchNode(Settings settings) {
        super(
                InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "weir"),
                List.of(Netty4Plugin.class, KNNPlugin.class),
                false);
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]).toAbsolutePath();
        LogConfigurator.registerErrorListener();
        Settings settings = Settings.builder()
                .put("cluster.name", "weir")
                .put("path.home", folder.toString())
                .put("path.data", folder.resolve("data").toString())
                .put("path.logs", folder.resolve("logs").toString())
                .put("network.host", "127.0.0.1")
                .put("http.type", "netty4")
                .put("http.port", args[1])
                .put("transport.type", "netty4")
                .put("transport.port", "0")
                .put("discovery.type", "single-node")
                .put("action.auto_create_index", false)
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .build();
        CountDownLatch stopped = new CountDownLatch(1);
        OpenSearchNode node = new OpenSearchNode(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (Exception e) {
                System.err.println("cannot close the node: " + e.getClass().getSimpleName());
            }
            stopped.countDown();
        }));
        node.start();
        Files.writeString(folder.resolve("ready"), args[1]);
        stopped.await();
    }
}
