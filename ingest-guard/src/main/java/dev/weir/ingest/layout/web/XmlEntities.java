package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The entities that an XML file declares for itself. Plain ones are put in; one that leads further is not followed. */
final class XmlEntities {

    private static final int MAX_VALUE_LENGTH = 1_000;
    private static final int MAX_ENTITIES = 200;
    private static final Pattern DECLARATION = Pattern.compile(
            "<!ENTITY\\s+(%\\s+)?([^\\s\"'%]{1,200})\\s+(?:\"([^\"]*+)\"|'([^']*+)'|(SYSTEM|PUBLIC)\\s)");

    private static final Pattern REFERENCE = Pattern.compile("&([^\\s&;<]{1,200});");

    private final Map<String, String> plain = new HashMap<>();
    private final Set<String> refused = new HashSet<>();

    /** {@return whether there are declarations in it} */
    boolean declare(String documentType, TextSink sink, Place place) {
        Matcher declarations = DECLARATION.matcher(documentType);
        boolean any = false;
        while (declarations.find() && plain.size() + refused.size() < MAX_ENTITIES) {
            any = true;
            String value = declarations.group(3) == null ? declarations.group(4) : declarations.group(3);
            if (value == null
                    || value.length() > MAX_VALUE_LENGTH
                    || value.indexOf('&') >= 0
                    || value.indexOf('<') >= 0) {
                refused.add(declarations.group(2));
            } else {
                plain.put(declarations.group(2), value);
            }
            if (value != null && Words.speaks(value)) {
                sink.newLine(Channel.HIDDEN);
                sink.text(Channel.HIDDEN, value, place, Set.of(Concealment.NOT_RENDERED));
            }
        }
        return any;
    }

    /** The text with plain entities put in; a gap says if there are others. */
    String resolve(String text, TextSink sink) {
        if ((plain.isEmpty() && refused.isEmpty()) || text.indexOf('&') < 0) {
            return text;
        }
        StringBuilder resolved = new StringBuilder();
        Matcher references = REFERENCE.matcher(text);
        while (references.find()) {
            String name = references.group(1);
            if (refused.contains(name)) {
                sink.gap(GapCode.UNREAD, "entities of the file not followed");
            }
            references.appendReplacement(
                    resolved, Matcher.quoteReplacement(plain.getOrDefault(name, references.group())));
        }
        return references.appendTail(resolved).toString();
    }
}
