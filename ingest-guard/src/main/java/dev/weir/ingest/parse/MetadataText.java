package dev.weir.ingest.parse;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;

/** The properties of a document as one text to scan, one {@code key: value} a line. */
final class MetadataText {

    /** Written by Tika about its own work, so no author speaks through them. */
    private static final String OWN_PREFIX = "X-TIKA:";

    private static final Set<String> OWN_KEYS =
            Set.of(Metadata.CONTENT_TYPE, Metadata.CONTENT_ENCODING, Metadata.CONTENT_LENGTH);

    /** Numbers, dates and switches: nothing a model could take for an instruction. */
    private static final Pattern WORDLESS =
            Pattern.compile("[0-9\\s.,:;/+\\-%()\\[\\]#]*+|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,18}Z?|true|false");

    private MetadataText() {}

    /** @param told what was said before, a value a line, and is not said again */
    static String of(Metadata metadata, String told) {
        StringBuilder text = new StringBuilder();
        Set<String> said = told.lines().collect(Collectors.toCollection(HashSet::new));
        String[] keys = metadata.names();
        Arrays.sort(keys);
        for (String key : keys) {
            if (isOwn(key)) {
                continue;
            }
            // A key that Tika registered is Tika's wording; any other key is the author's, and is scanned like a value.
            boolean registered = Property.get(key) != null;
            for (String value : metadata.getValues(key)) {
                boolean redundant = WORDLESS.matcher(value).matches() || !said.add(value);
                if (!redundant) {
                    text.append(key).append(": ").append(value).append('\n');
                } else if (!registered && said.add(key)) {
                    text.append(key).append('\n');
                }
            }
        }
        return text.toString().stripTrailing();
    }

    static boolean isOwn(String key) {
        return key.startsWith(OWN_PREFIX) || OWN_KEYS.contains(key);
    }
}
