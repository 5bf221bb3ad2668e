package dev.weir.ingest.parse;

import dev.weir.ingest.layout.Concealment;
import dev.weir.models.detect.Channel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;

/**
 * The parts of a mail that stand for each other. A mail reader shows one of them, HTML if there is any; the others are hidden,
 * not lost, and one that says something else is marked as that.
 */
final class Alternatives {

    /** Below this share of its words a part does not say what the shown one says. */
    private static final double SAME_WORDS = 0.7;

    /** Fewer words than this are a notice that the mail is better read elsewhere. */
    private static final int FEWEST_OTHER_WORDS = 12;

    private static final int MAX_COMPARED_CHARS = 500_000;
    private static final String OUTLOOK = "application/vnd.ms-outlook";

    /** What Tika calls the bodies of an Outlook message, the one that is shown first. */
    private static final List<String> OUTLOOK_BODIES = List.of("html-body", "rtf-body", "text-body");

    private static final Pattern ADDRESS = Pattern.compile("(?:https?://|www\\.|mailto:)\\S{1,2000}");
    private static final Pattern WORD = Pattern.compile("\\p{IsIdeographic}|[\\p{L}\\p{N}&&[^\\p{IsIdeographic}]]+");

    private Alternatives() {}

    /** Hides every part that a mail reader does not show. */
    static void hideUnshown(List<Part> parts) {
        Map<String, List<Part>> siblings = new LinkedHashMap<>();
        for (Part part : parts) {
            if (part.depth() > 0) {
                siblings.computeIfAbsent(parentOf(part), unused -> new ArrayList<>())
                        .add(part);
            }
        }
        Map<String, Part> byLocation = new LinkedHashMap<>();
        parts.forEach(part -> byLocation.put(part.location(), part));
        siblings.forEach((location, children) -> {
            Part parent = byLocation.get(location.isEmpty() ? Locations.ROOT : location);
            if (parent != null && typeOf(parent).equals(OUTLOOK)) {
                outlook(parent, children);
            } else {
                mime(children);
            }
        });
    }

    private static void outlook(Part message, List<Part> children) {
        List<Part> bodies = new ArrayList<>();
        for (String name : OUTLOOK_BODIES) {
            for (Part child : children) {
                Metadata metadata = child.metadata();
                boolean named = name.equals(metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY))
                        || name.equals(metadata.get(TikaCoreProperties.EMBEDDED_RELATIONSHIP_ID));
                if (named && !child.textOf(Channel.BODY).isBlank()) {
                    bodies.add(child);
                }
            }
            // Tika writes the names it gives to bodies into the text around them.
            message.dropBodyLine(name);
        }
        if (!bodies.isEmpty()) {
            hideAllBut(bodies.getFirst(), bodies);
        }
    }

    private static void mime(List<Part> children) {
        Map<String, List<Part>> groups = new LinkedHashMap<>();
        for (Part part : children) {
            String boundary = part.metadata().get(Message.MULTIPART_BOUNDARY);
            if (boundary != null && isIn("alternative", part)) {
                groups.computeIfAbsent(boundary, unused -> new ArrayList<>()).add(part);
            }
        }
        for (List<Part> group : groups.values()) {
            List<Part> pages = group.stream().filter(Alternatives::isHtml).toList();
            if (!pages.isEmpty()) {
                // Of two that it can show, a reader takes the last.
                hideAllBut(pages.getLast(), group);
            } else {
                int next = children.indexOf(group.getLast()) + 1;
                if (next < children.size() && isPageOf(group, children.get(next))) {
                    hideAllBut(children.get(next), group);
                }
            }
        }
    }

    /** Whether the part behind a group without HTML is the group's own page, wrapped up with its pictures. */
    private static boolean isPageOf(List<Part> group, Part next) {
        if (!isHtml(next) || isIn("related", next)) {
            return isHtml(next);
        }
        Set<String> page = wordsOf(next);
        return group.stream().allMatch(part -> share(wordsOf(part), page) >= SAME_WORDS);
    }

    private static void hideAllBut(Part shown, List<Part> group) {
        Set<String> seen = wordsOf(shown);
        for (Part part : group) {
            if (part != shown) {
                Set<String> words = wordsOf(part);
                double share = share(words, seen);
                boolean speaksOtherwise = share < SAME_WORDS && words.size() * (1 - share) >= FEWEST_OTHER_WORDS;
                EnumSet<Concealment> reasons = EnumSet.of(Concealment.ALTERNATIVE_PART);
                if (speaksOtherwise) {
                    reasons.add(Concealment.DIVERGENT);
                }
                part.hideBody(reasons);
            }
        }
    }

    private static double share(Set<String> words, Set<String> seen) {
        long same = words.stream().filter(seen::contains).count();
        return words.isEmpty() ? 1 : (double) same / words.size();
    }

    private static Set<String> wordsOf(Part part) {
        Set<String> words = new HashSet<>();
        for (Channel channel : List.of(Channel.BODY, Channel.HIDDEN, Channel.ALT_TEXT)) {
            String text = part.textOf(channel);
            String compared = text.substring(0, Math.min(text.length(), MAX_COMPARED_CHARS));
            Matcher word = WORD.matcher(ADDRESS.matcher(compared).replaceAll(" "));
            while (word.find()) {
                words.add(word.group().toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    private static String parentOf(Part part) {
        return part.location().substring(0, part.location().lastIndexOf('/'));
    }

    private static boolean isIn(String subtype, Part part) {
        return subtype.equalsIgnoreCase(part.metadata().get(Message.MULTIPART_SUBTYPE));
    }

    private static boolean isHtml(Part part) {
        return typeOf(part).equals("text/html");
    }

    private static String typeOf(Part part) {
        String type = part.metadata().get(Metadata.CONTENT_TYPE);
        return type == null ? RawDocument.UNDECLARED : MediaTypes.safe(type);
    }
}
