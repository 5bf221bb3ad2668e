package dev.weir.ingest.layout.data;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Which texts of an XML file are web markup: in feeds those that are by the rules of the format, elsewhere none. Used once. */
final class FeedTexts {

    private static final String XHTML = "http://www.w3.org/1999/xhtml";
    private static final Set<String> PAGES = Set.of("description", "encoded", "summary");
    private static final Set<String> MARKUP_TYPES = Set.of("html", "text/html");

    /** What begins a tag, a comment or an entity for a browser. */
    private static final Pattern MARKUP = Pattern.compile("<[A-Za-z/!?]|&[A-Za-z#]");

    private static final Pattern TAG = Pattern.compile("<[A-Za-z/!?]");
    private static final int MAX_PREFIXES = 100;

    private final Set<String> webPrefixes = new HashSet<>();
    private boolean feed;
    private boolean quotesPages;

    /** The first element says what the file is. */
    void root(String name) {
        String root = local(name).toLowerCase(Locale.ROOT);
        quotesPages = root.equals("rss") || root.equals("rdf");
        feed = quotesPages || root.equals("feed");
    }

    /** Whether the text of the element at which the reader stands is a page, if it is markup. */
    boolean isPage(XMLStreamReader reader) {
        @Nullable String type = reader.getAttributeValue(null, "type");
        if (type != null) {
            return feed && MARKUP_TYPES.contains(type.strip().toLowerCase(Locale.ROOT));
        }
        return quotesPages && PAGES.contains(local(reader.getLocalName()));
    }

    /** Whether the element at which the reader stands is one of a page. */
    boolean isOfPage(XMLStreamReader reader) {
        boolean web = false;
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (XHTML.equals(reader.getAttributeValue(i))) {
                String name = reader.getAttributeLocalName(i);
                web |= name.equals("xmlns");
                if (webPrefixes.size() < MAX_PREFIXES) {
                    webPrefixes.add(local(name));
                }
            }
        }
        String element = reader.getLocalName();
        int colon = element.indexOf(':');
        return web || (colon > 0 && webPrefixes.contains(element.substring(0, colon)));
    }

    /** Whether a browser would show a text otherwise than as it stands. */
    static boolean isMarkup(String text) {
        return MARKUP.matcher(text).find();
    }

    /** Whether a text has tags, which may hide what is between them. */
    static boolean hasTags(String text) {
        return TAG.matcher(text).find();
    }

    /** The name without the prefix that the file gives it. */
    private static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }
}
