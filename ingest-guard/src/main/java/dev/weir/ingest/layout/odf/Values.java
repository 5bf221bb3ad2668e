package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Words;
import dev.weir.ingest.layout.office.XmlWalk;
import dev.weir.models.detect.Channel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** What a document keeps in fields of its own, and whether it shows it. */
final class Values {

    private static final int MAX_VALUES = 20_000;

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> shown = new HashSet<>();

    /** Reads declarations. */
    void read(XmlWalk walk) throws XMLStreamException {
        walk.children(name -> {
            String id = walk.attribute("name", "");
            String text = walk.attribute("string-value");
            if (text != null && texts.size() < MAX_VALUES) {
                texts.put(id, text);
            }
            set(id, text == null ? walk.attribute("value", walk.attribute("boolean-value", "")) : text);
        });
    }

    /** A variable has this value from here on. */
    void set(String name, String value) {
        if (values.size() < MAX_VALUES) {
            values.put(name, value);
        }
    }

    /** The text that a field of this name shows, or null if it is none or not known. */
    @Nullable String show(String name) {
        shown.add(name);
        return texts.get(name);
    }

    /** Whether a condition holds. One that cannot be told holds, so that what it hides is not taken to be seen. */
    boolean holds(String condition) {
        return Condition.of(condition, values) != Condition.Truth.NO;
    }

    Condition.Truth truth(String condition) {
        return Condition.of(condition, values);
    }

    /** Writes what no field shows. */
    void rest(Pen pen) {
        texts.forEach((name, text) -> {
            if (!shown.contains(name)) {
                boolean speaks = Words.speak(text);
                pen.beside(
                        speaks ? Channel.HIDDEN : Channel.METADATA,
                        text,
                        speaks ? Concealment.ATTRIBUTE_ONLY : Concealment.METADATA);
            }
        });
        texts.clear();
    }
}
