package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.Words;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The entities that an XML file declares for itself. Plain ones are put in; one that leads further is not followed. */
public final class XmlEntities {

    private static final int MAX_VALUE_LENGTH = 1_000;
    private static final int MAX_ENTITIES = 200;
    private static final Pattern DECLARATION = Pattern.compile(
            "<!ENTITY\\s+(%\\s+)?([^\\s\"'%]{1,200})\\s+(?:\"([^\"]*+)\"|'([^']*+)'|(SYSTEM|PUBLIC)\\s)");

    private static final Pattern DEFAULTS = Pattern.compile("<!ATTLIST\\s([^>]{0,10000})>");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*+)\"|'([^']*+)'");
    private static final Pattern REMARK = Pattern.compile("<!--(.*?)-->", Pattern.DOTALL);
    private static final Pattern REFERENCE = Pattern.compile("&([^\\s&;<]{1,200});");

    private final Map<String, String> plain = new HashMap<>();
    private final Set<String> refused = new HashSet<>();

    /**
     * Takes what a document type declares.
     *
     * @return whether it declares entities
     */
    public boolean declare(String documentType, TextSink sink, Place place) {
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
            if (value != null) {
                say(Channel.HIDDEN, value, place, Concealment.NOT_RENDERED, sink);
            }
        }
        declareDefaults(documentType, sink, place);
        return any;
    }

    /** What a parser would put in for an attribute that is not there, and what is said to nobody. */
    private static void declareDefaults(String documentType, TextSink sink, Place place) {
        Matcher lists = DEFAULTS.matcher(documentType);
        while (lists.find()) {
            Matcher literals = LITERAL.matcher(lists.group(1));
            while (literals.find()) {
                String value = literals.group(1) == null ? literals.group(2) : literals.group(1);
                say(Channel.HIDDEN, value, place, Concealment.NOT_RENDERED, sink);
            }
        }
        Matcher remarks = REMARK.matcher(documentType);
        while (remarks.find()) {
            say(Channel.COMMENT, remarks.group(1), place, Concealment.COMMENT, sink);
        }
    }

    private static void say(Channel channel, String text, Place place, Concealment reason, TextSink sink) {
        if (Words.speak(text)) {
            sink.newLine(channel);
            sink.text(channel, text.strip(), place, Set.of(reason));
        }
    }

    /** The text with plain entities put in; a gap says if there are others. */
    public String resolve(String text, TextSink sink) {
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
