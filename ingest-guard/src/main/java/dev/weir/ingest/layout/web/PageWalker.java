package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.Words;
import dev.weir.models.detect.Channel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.ProcessingInstruction;
import org.jsoup.nodes.TextNode;
import org.jsoup.nodes.XmlDeclaration;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** Hands each text of a page to the sink, in the order of the document. Used once. */
final class PageWalker implements NodeVisitor {

    /** What is known of an element whose end is still to come. */
    private static final class Frame {
        private final Look look;
        private final Set<Concealment> reasons;
        private final Channel concealed;
        private final String path;
        private final @Nullable SvgCanvas canvas;
        private final boolean transformed;
        private @Nullable Place place;
        private int children;

        Frame(
                Look look,
                @Nullable Frame outer,
                Channel concealed,
                String path,
                @Nullable SvgCanvas canvas,
                boolean transformed) {
            this.look = look;
            this.reasons = outer != null && Objects.equals(outer.look, look) ? outer.reasons : look.reasons();
            this.concealed = concealed;
            this.path = path;
            this.canvas = canvas;
            this.transformed = transformed;
        }

        Channel channel() {
            return reasons.isEmpty() ? Channel.BODY : concealed;
        }
    }

    private static final int MAX_PATH_LENGTH = 290;

    private static final Set<String> CODE = Set.of("script", "style");
    private static final Set<String> NOT_RENDERED = Set.of(
            ("head template noscript noembed noframes datalist canvas audio video iframe annotation annotation-xml"
                            + " defs symbol clippath mask marker pattern")
                    .split(" "));

    private static final Set<String> PICTURES = Set.of("img", "video", "svg", "canvas", "picture");

    /** Elements on lines of their own; jsoup knows them only in documents it read as HTML. */
    private static final Set<String> BLOCKS =
            Set.of(("address article aside blockquote body caption center dd details dialog"
                            + " div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol"
                            + " p pre section summary table tbody tfoot thead tr ul text iframe")
                    .split(" "));

    private static final Set<String> BLOCK_DISPLAYS =
            Set.of("block", "flex", "grid", "table", "list-item", "table-row", "flow-root");

    private final TextSink sink;
    private final PageStyles styles;
    private final PageWords words;
    private final Places places;
    private final boolean overPictures;
    private final Set<String> used = new HashSet<>();
    private final Deque<Frame> frames = new ArrayDeque<>();

    private PageWalker(TextSink sink, PageStyles styles, PageWords words, Places places, Document document) {
        this.sink = sink;
        this.styles = styles;
        this.words = words;
        this.places = places;
        this.overPictures = document.stream().anyMatch(PageWalker::isPicture);
        for (Element use : document.getElementsByTag("use")) {
            used.add(use.attr("href"));
            used.add(use.attr("xlink:href"));
        }
    }

    private static boolean isPicture(Element element) {
        return PICTURES.contains(element.normalName())
                || (element.hasAttr("style")
                        && element.attr("style").toLowerCase(Locale.ROOT).contains("url("));
    }

    /**
     * Reads a page.
     *
     * @param path of the element that holds it, empty for a whole file
     * @param outer how text looks where the page is shown
     */
    static void walk(Document document, TextSink sink, PageWords words, Places places, String path, Look outer) {
        PageStyles styles = words.styles(document);
        PageWalker walker = new PageWalker(sink, styles, words, places, document);
        // Where a sheet outside the file has a say, the colour of the window is not known.
        Look look = styles.isExternal() ? outer.on(null) : outer;
        walker.frames.push(new Frame(look, null, Channel.HIDDEN, path, null, false));
        document.traverse(walker);
        words.limits(styles, sink);
    }

    @Override
    public void head(Node node, int depth) {
        switch (node) {
            case Document document -> {}
            case Element element -> open(element);
            case TextNode text -> text(text);
            case Comment comment -> aside(Channel.COMMENT, Concealment.COMMENT, comment.getData());
            case ProcessingInstruction instruction -> {
                if (!PageStyles.isSheet(instruction)) {
                    words.declaration(instruction.outerHtml(), sink, here());
                }
            }
            case XmlDeclaration declaration -> words.declaration(declaration.outerHtml(), sink, here());
            case DocumentType type -> words.declaration(type.outerHtml(), sink, here());
            default -> {}
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element && !(node instanceof Document)) {
            Frame frame = frames.element();
            generated(element, frame, false);
            frames.pop();
            if (BLOCKS.contains(nameOf(element))) {
                sink.newLine(frame.channel());
            }
        }
    }

    private void open(Element element) {
        Frame outer = frames.element();
        String name = nameOf(element);
        places.enter(element);
        outer.children++;
        String path = outer.path.isEmpty() ? Integer.toString(outer.children) : outer.path + '/' + outer.children;
        boolean drawing = outer.canvas != null && !name.equals("foreignobject");
        Map<String, String> values = styles.of(
                element,
                drawing || name.equals("svg") ? Hints.ofSvg(element) : Hints.of(element, name),
                Declaration.list(CssText.withoutComments(element.attr("style"))));
        Frame frame = frame(element, name, path.length() > MAX_PATH_LENGTH ? outer.path : path, outer, values);
        frames.push(frame);
        breakLine(name, frame, values);
        if (element.attributesSize() > 0) {
            words.of(element, name, sink, here(), frame.reasons);
        }
        generated(element, frame, true);
        if (name.equals("iframe") && element.hasAttr("srcdoc")) {
            words.frame(element.attr("srcdoc"), sink, places, frame.path, framed(frame.look, outer.look));
        }
    }

    /** The look of a framed page: as seen as the frame, on a white ground of its own. */
    private static Look framed(Look frame, Look around) {
        Look plain = Look.plain(CssColor.WHITE);
        for (Concealment reason : frame.without(Concealment.NOT_RENDERED).reasons()) {
            plain = reason == Concealment.LOW_CONTRAST ? plain : plain.with(reason);
        }
        return around.lasting().contains(Concealment.NOT_RENDERED) ? plain.with(Concealment.NOT_RENDERED) : plain;
    }

    private Frame frame(Element element, String name, String path, Frame outer, Map<String, String> values) {
        if (name.equals("svg") || (outer.canvas != null && !name.equals("foreignobject"))) {
            return drawn(element, name, path, outer, values);
        }
        Look look = LookRules.derive(outer.look, values, overPictures);
        if (name.equals("html") || name.equals("body")) {
            look = look.asWholePage(outer.look);
        }
        // An XML parser nests whatever the author nested, a body in the head too.
        if (name.equals("body") && !frames.getLast().look.lasting().contains(Concealment.NOT_RENDERED)) {
            look = look.without(Concealment.NOT_RENDERED);
        }
        if (NOT_RENDERED.contains(name)) {
            look = look.with(Concealment.NOT_RENDERED);
        }
        return new Frame(look, outer, outer.concealed, path, null, false);
    }

    private Frame drawn(Element element, String name, String path, Frame outer, Map<String, String> values) {
        SvgCanvas canvas = outer.canvas == null || name.equals("svg")
                ? new SvgCanvas(element, outer.canvas == null ? outer.look.background() : outer.canvas.ground())
                : outer.canvas;
        canvas.paint(element, name, values);
        Look before = outer.canvas == null ? outer.look.sized(CssLength.ROOT_FONT_PX) : outer.look;
        Look look = LookRules.derive(before, SvgCanvas.asText(values), false);
        boolean transformed = outer.transformed || element.hasAttr("transform");
        Channel concealed = outer.concealed;
        switch (name) {
            case "title", "desc" -> {
                concealed = Channel.ALT_TEXT;
                look = look.with(Concealment.ATTRIBUTE_ONLY);
            }
            case "metadata" -> {
                concealed = Channel.METADATA;
                look = look.with(Concealment.METADATA);
            }
            case "text", "tspan", "textpath", "tref" -> {
                look = look.on(canvas.ground());
                if (!transformed && canvas.isOutside(element)) {
                    look = look.with(Concealment.OFF_PAGE);
                }
            }
            default -> {
                if (NOT_RENDERED.contains(name)) {
                    look = look.with(Concealment.NOT_RENDERED);
                }
            }
        }
        if (used.contains('#' + element.id()) && !CODE.contains(name)) {
            look = look.without(Concealment.NOT_RENDERED);
        }
        boolean sizeKnown = !transformed && name.startsWith("t");
        Look shown = sizeKnown ? look.sized(look.fontPx() * canvas.scale()) : look.sized(CssLength.ROOT_FONT_PX);
        // What is inside derives its size from that in units of the drawing.
        boolean isText = name.equals("tspan") || name.equals("text");
        return new Frame(isText ? shown : look, outer, concealed, path, canvas, transformed);
    }

    private void breakLine(String name, Frame frame, Map<String, String> values) {
        switch (name) {
            case "br", "hr" -> sink.newLine(frame.channel());
            case "td", "th", "tspan" -> sink.blank(frame.channel());
            default -> {
                if (BLOCKS.contains(name) || BLOCK_DISPLAYS.contains(values.getOrDefault("display", ""))) {
                    sink.newLine(frame.channel());
                }
            }
        }
    }

    private void text(TextNode node) {
        Frame frame = frames.element();
        Element parent = node.parent();
        if (parent != null) {
            String name = nameOf(parent);
            if (CODE.contains(name)) {
                return;
            }
            if (name.equals("title") && frame.canvas == null) {
                if (!words.title(node.text())) {
                    aside(Channel.ALT_TEXT, Concealment.ATTRIBUTE_ONLY, node.text());
                }
                return;
            }
        }
        String text = words.resolved(node.getWholeText(), sink);
        if (frame.look.preformatted()) {
            sink.text(frame.channel(), text, here(), frame.reasons);
            return;
        }
        boolean ends = !text.isEmpty() && isSpace(text.charAt(text.length() - 1));
        if (!text.isEmpty() && isSpace(text.charAt(0))) {
            sink.blank(frame.channel());
        }
        String collapsed = collapsed(text);
        if (!collapsed.isEmpty()) {
            sink.text(frame.channel(), collapsed, here(), frame.reasons);
            if (ends) {
                sink.blank(frame.channel());
            }
        }
    }

    private void generated(Element element, Frame frame, boolean inFront) {
        Map<String, String> values = styles.generated(element, inFront);
        String content = values.getOrDefault("content", "");
        if (!content.isEmpty()) {
            String text = GeneratedText.of(content, element);
            if (Words.speak(text)) {
                Set<Concealment> reasons = EnumSet.of(Concealment.ATTRIBUTE_ONLY);
                reasons.addAll(frame.reasons);
                sink.newLine(Channel.ALT_TEXT);
                sink.text(Channel.ALT_TEXT, text, here(), reasons);
            }
        }
    }

    private void aside(Channel channel, Concealment reason, String text) {
        if (!text.isBlank()) {
            sink.newLine(channel);
            sink.text(channel, text.strip(), here(), Set.of(reason));
        }
    }

    private Place here() {
        Frame frame = frames.element();
        Place place = frame.place;
        if (place == null || !places.areFixed()) {
            place = places.at(frame.path.isEmpty() ? "1" : frame.path);
            frame.place = place;
        }
        return place;
    }

    /** The name without the prefix that an XML file may give it. */
    private static String nameOf(Element element) {
        String name = element.normalName().toLowerCase(Locale.ROOT);
        return name.substring(name.indexOf(':') + 1);
    }

    private static String collapsed(String text) {
        StringBuilder collapsed = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (!isSpace(unit)) {
                collapsed.append(unit);
            } else if (!collapsed.isEmpty() && collapsed.charAt(collapsed.length() - 1) != ' ') {
                collapsed.append(' ');
            }
        }
        int length = collapsed.length();
        return length > 0 && collapsed.charAt(length - 1) == ' '
                ? collapsed.substring(0, length - 1)
                : collapsed.toString();
    }

    private static boolean isSpace(char unit) {
        return unit == ' ' || unit == '\t' || unit == '\n' || unit == '\r' || unit == '\f';
    }
}
