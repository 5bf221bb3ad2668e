package dev.weir.ingest.parse;

import dev.weir.models.detect.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * The texts of an HTML document, told apart by whether a reader sees them. Knows inline styles and the attributes and
 * elements that hide by themselves; style sheets are not evaluated, so text that only a style sheet hides counts as visible.
 */
final class HtmlText implements NodeVisitor {

    /** Text from outside the body channel. */
    record Piece(Channel channel, String text) {}

    /** A {@code meta} element. */
    record Property(String name, String content) {}

    private static final Set<String> NEVER_SHOWN = Set.of("script", "style", "head", "meta", "link");
    private static final Set<String> HIDING = Set.of("template", "noscript", "noembed", "noframes", "datalist");

    /** Elements on lines of their own; jsoup knows them only in documents it read as HTML. */
    private static final Set<String> BLOCKS =
            Set.of(("address article aside blockquote body caption center dd details dialog"
                            + " div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol"
                            + " p pre section summary table tbody tfoot thead tr ul")
                    .split(" "));

    private static final Set<String> PREFORMATTED = Set.of("pre", "textarea", "listing", "xmp");
    private static final List<String> SPOKEN = List.of("alt", "title", "aria-label", "placeholder");
    private static final Pattern GONE =
            Pattern.compile("(?:^|;)(?:display:none|opacity:0*(?:\\.0*)?%?)(?:!important)?(?:;|$)");
    private static final Pattern INVISIBLE =
            Pattern.compile("(?:^|;)visibility:(?:hidden|collapse)(?:!important)?(?:;|$)");
    private static final Pattern VISIBLE = Pattern.compile("(?:^|;)visibility:visible(?:!important)?(?:;|$)");
    private static final Pattern SIZE = Pattern.compile("(?:^|;)font-size:");
    private static final Pattern NO_SIZE = Pattern.compile(
            "(?:^|;)font-size:0*(?:\\.0*)?(?:px|pt|em|rem|%|ex|vw|vh|mm|cm|in|pc)?(?:!important)?(?:;|$)");

    /** How the text of an element is shown; a child inherits it and may undo all but {@code gone}. */
    private record Style(boolean silent, boolean gone, boolean invisible, boolean sizeless, boolean preformatted) {
        static final Style PLAIN = new Style(false, false, false, false, false);

        boolean hides() {
            return gone || invisible || sizeless;
        }
    }

    private final StringBuilder visible = new StringBuilder();
    private final StringBuilder hidden = new StringBuilder();
    private final StringBuilder title = new StringBuilder();
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Property> properties = new ArrayList<>();
    private final List<String> links = new ArrayList<>();
    private final Deque<Style> styles = new ArrayDeque<>();

    private HtmlText() {
        styles.push(Style.PLAIN);
    }

    static HtmlText of(Document document) {
        HtmlText text = new HtmlText();
        document.traverse(text);
        text.pieces.add(new Piece(Channel.HIDDEN, text.hidden.toString()));
        return text;
    }

    String visible() {
        return visible.toString();
    }

    String title() {
        return title.toString();
    }

    List<Piece> pieces() {
        return pieces;
    }

    List<Property> properties() {
        return properties;
    }

    /** Targets of links, forms and frames as they are written. */
    List<String> links() {
        return links;
    }

    @Override
    public void head(Node node, int depth) {
        switch (node) {
            case Element element -> open(element);
            case TextNode text -> text(text);
            case Comment comment -> pieces.add(new Piece(Channel.COMMENT, comment.getData()));
            case DataNode data -> {}
            default -> {}
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element) {
            if (BLOCKS.contains(element.normalName())) {
                newLine(current().hides() ? hidden : visible);
            }
            styles.pop();
        }
    }

    private void open(Element element) {
        Style style = derive(current(), element);
        styles.push(style);
        StringBuilder target = style.hides() ? hidden : visible;
        switch (element.normalName()) {
            case "br", "hr" -> newLine(target);
            case "td", "th" -> separate(target);
            case "meta" -> property(element);
            default -> {
                if (BLOCKS.contains(element.normalName())) {
                    newLine(target);
                }
            }
        }
        for (String name : SPOKEN) {
            if (element.hasAttr(name)) {
                pieces.add(new Piece(Channel.ALT_TEXT, element.attr(name)));
            }
        }
        element.attributes().forEach(attribute -> {
            if (LinkListener.isTarget(attribute.getKey().toLowerCase(Locale.ROOT))) {
                links.add(attribute.getValue());
            }
        });
        if (element.hasAttr("srcdoc")) {
            pieces.add(new Piece(Channel.HIDDEN, element.attr("srcdoc")));
        }
        if (element.normalName().equals("input") && element.attr("type").equalsIgnoreCase("hidden")) {
            pieces.add(new Piece(Channel.HIDDEN, element.attr("value")));
        }
    }

    private void property(Element meta) {
        String name = meta.hasAttr("name") ? meta.attr("name") : meta.attr("property");
        if (!name.isBlank() && meta.hasAttr("content")) {
            properties.add(new Property(name, meta.attr("content")));
        }
    }

    private void text(TextNode node) {
        Style style = current();
        Node parent = node.parent();
        if (parent instanceof Element element && element.normalName().equals("title")) {
            if (title.isEmpty()) {
                title.append(node.text());
            } else {
                pieces.add(new Piece(Channel.ALT_TEXT, node.text()));
            }
        } else if (!style.silent()) {
            append(style.hides() ? hidden : visible, node.getWholeText(), style.preformatted());
        }
    }

    private Style current() {
        return styles.element();
    }

    private static Style derive(Style outer, Element element) {
        String name = element.normalName();
        String css = element.attr("style").replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
        boolean gone = outer.gone()
                || HIDING.contains(name)
                || element.hasAttr("hidden")
                || GONE.matcher(css).find();
        boolean invisible = INVISIBLE.matcher(css).find()
                || (outer.invisible() && !VISIBLE.matcher(css).find());
        boolean sizeless = NO_SIZE.matcher(css).find()
                || (outer.sizeless() && !SIZE.matcher(css).find());
        // An XML parser nests whatever the author nested, and a template in the head carries text like any other.
        boolean speaks = name.equals("body") || HIDING.contains(name);
        boolean silent = (outer.silent() && !speaks) || NEVER_SHOWN.contains(name);
        return new Style(silent, gone, invisible, sizeless, outer.preformatted() || PREFORMATTED.contains(name));
    }

    private static void append(StringBuilder target, String text, boolean preformatted) {
        if (preformatted) {
            target.append(text);
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == ' ' || unit == '\t' || unit == '\n' || unit == '\r' || unit == '\f') {
                separate(target);
            } else {
                target.append(unit);
            }
        }
    }

    private static void separate(StringBuilder target) {
        if (!target.isEmpty() && !Character.isWhitespace(target.charAt(target.length() - 1))) {
            target.append(' ');
        }
    }

    private static void newLine(StringBuilder target) {
        if (!target.isEmpty() && target.charAt(target.length() - 1) != '\n') {
            target.append('\n');
        }
    }
}
