package dev.weir.ingest.layout.confluence;

import dev.weir.ingest.layout.AsideSink;
import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.Words;
import dev.weir.ingest.layout.web.StorageText;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;

/** What an export says in words outside of its pages, as text of the export itself. */
final class Leftovers {

    private static final int MAX_DESCRIPTOR_BYTES = 1 << 16;
    private static final int MAX_REMEMBERED = 100_000;
    private static final int MAX_REPEATED_CHARS = 200;

    private final TextSink sink;
    private final Metadata metadata;
    private final Set<String> said = new HashSet<>();
    private int objects;

    Leftovers(TextSink sink, Metadata metadata) {
        this.sink = sink;
        this.metadata = metadata;
    }

    /** Gives each object to the export and takes what that does not keep. */
    EntitiesReader.Listener keeping(Export export) {
        return new EntitiesReader.Listener() {
            @Override
            public void object(Content content) throws IOException {
                objects++;
                if (content.kind().equals("Space") && content.texts().containsKey("name")) {
                    metadata.add(TikaCoreProperties.TITLE, content.texts().getOrDefault("name", ""));
                }
                Map<String, String> rest = export.add(content);
                for (Map.Entry<String, String> property : rest.entrySet()) {
                    boolean again = property.getKey().startsWith("lower");
                    if (!again || !content.texts().containsKey(upper(property.getKey()))) {
                        text(property.getValue());
                    }
                }
            }

            @Override
            public void stray(String text) {
                if (Words.speak(text)) {
                    sink.newLine(Channel.COMMENT);
                    sink.text(Channel.COMMENT, text.strip(), here(), Set.of(Concealment.COMMENT));
                }
            }

            @Override
            public void cutOff() {
                sink.gap(GapCode.LIMIT_OUTPUT, "text of an object cut off");
            }
        };
    }

    /** The lines of the file that says what the export is. */
    void descriptor(InputStream content) throws IOException {
        byte[] bytes = content.readNBytes(MAX_DESCRIPTOR_BYTES);
        if (content.read() >= 0) {
            sink.gap(GapCode.UNREAD, "description of the export not read to its end");
        }
        new String(bytes, StandardCharsets.UTF_8).lines().forEach(this::text);
    }

    private void text(String value) {
        // Rights and settings say the same of every object.
        if (!Words.speak(value) || said.contains(value)) {
            return;
        }
        if (said.size() < MAX_REMEMBERED && value.length() <= MAX_REPEATED_CHARS) {
            said.add(value);
        }
        if (value.contains("</")) {
            TextSink unreferenced = new AsideSink(sink, Channel.HIDDEN, Set.of(Concealment.UNREFERENCED_PART));
            unreferenced.newLine(Channel.HIDDEN);
            StorageText.read(value, Integer.toString(Math.max(1, objects)), unreferenced, new Metadata());
        } else {
            sink.newLine(Channel.METADATA);
            sink.text(Channel.METADATA, value.strip(), here(), Set.of(Concealment.METADATA));
        }
    }

    private Place here() {
        return new Place.Element(Integer.toString(Math.max(1, objects)));
    }

    /** {@code title} for {@code lowerTitle}. */
    private static String upper(String lower) {
        String rest = lower.substring("lower".length());
        return rest.isEmpty() ? rest : Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
    }
}
