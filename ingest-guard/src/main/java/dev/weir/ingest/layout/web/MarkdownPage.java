package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.metadata.Metadata;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * Reads Markdown as the page that a renderer makes of it, so that its raw HTML and the styles in there count too. Marks of
 * headings and lists stay in the text.
 */
final class MarkdownPage {

    /** Set on elements of the rendered page, for the line they come from. */
    static final String LINE = "weir-line";

    private static final int MAX_NESTING = 100;
    private static final Pattern LINE_NUMBER = Pattern.compile("[1-9][0-9]{0,7}");
    private static final Pattern FRONT_MATTER = Pattern.compile(
            "\\A\\uFEFF?(---|\\+\\+\\+)[ \\t]*\\R(.{0,50000}?)(?:^|\\R)(?:\\1|\\.\\.\\.)[ \\t]*(?:\\R|\\z)",
            Pattern.DOTALL | Pattern.MULTILINE);

    private static final Parser PARSER = Parser.builder()
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .maxOpenBlockParsers(MAX_NESTING)
            .build();

    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .attributeProviderFactory(context -> MarkdownPage::mark)
            .build();

    private MarkdownPage() {}

    static void read(String markdown, TextSink sink) {
        String text = withoutFrontMatter(markdown, sink);
        Node document = PARSER.parse(text);
        MarkdownMarks marks = new MarkdownMarks(sink);
        document.accept(marks);
        marks.end();
        PageWalker.walk(
                Jsoup.parse(RENDERER.render(document)),
                sink,
                new PageWords(new Metadata()),
                new Lines(),
                "",
                Look.plain(CssColor.WHITE));
    }

    /** The line on which a node begins, from 1. */
    static int lineOf(Node node) {
        List<SourceSpan> spans = node.getSourceSpans();
        return spans.isEmpty() ? 1 : spans.getFirst().getLineIndex() + 1;
    }

    private static void mark(Node node, String tag, Map<String, String> attributes) {
        if (!node.getSourceSpans().isEmpty()) {
            attributes.put(LINE, Integer.toString(lineOf(node)));
        }
    }

    /** Takes properties off the top of the file and leaves their lines empty. */
    private static String withoutFrontMatter(String markdown, TextSink sink) {
        Matcher front = FRONT_MATTER.matcher(markdown);
        if (!front.find()) {
            return markdown;
        }
        int line = 2;
        for (String property : front.group(2).split("\\R", -1)) {
            if (!property.isBlank()) {
                sink.newLine(Channel.METADATA);
                sink.text(Channel.METADATA, property, new Place.Line(line), Set.of(Concealment.METADATA));
            }
            line++;
        }
        sink.newLine(Channel.METADATA);
        long lines = front.group().lines().count();
        return "\n".repeat((int) lines) + markdown.substring(front.end());
    }

    /** Places by the line of the last element that says its own. */
    private static final class Lines implements Places {
        private int line = 1;

        @Override
        public void enter(Element element) {
            String mark = element.attr(LINE);
            if (LINE_NUMBER.matcher(mark).matches()) {
                line = Integer.parseInt(mark);
            }
        }

        @Override
        public Place at(String path) {
            return new Place.Line(line);
        }

        @Override
        public boolean areFixed() {
            return false;
        }
    }
}
