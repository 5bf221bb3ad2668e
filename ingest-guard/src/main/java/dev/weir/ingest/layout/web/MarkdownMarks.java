package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.Words;
import dev.weir.models.detect.Channel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** Prepares a parsed Markdown file for rendering, and reports what no renderer shows. */
final class MarkdownMarks extends AbstractVisitor {

    /** Elements whose content a page would read as plain text to their end, and a renderer of Markdown does not. */
    private static final Pattern SWALLOWING = Pattern.compile(
            "<(?=/?(?:title|textarea|xmp|iframe|noembed|noframes|plaintext|script)\\b)", Pattern.CASE_INSENSITIVE);

    /** An empty line between blocks; a page has none. */
    private static final String EMPTY_LINE = "<pre>\n\n</pre>";

    private final TextSink sink;
    private final Set<String> usedTitles = new HashSet<>();
    private final List<LinkReferenceDefinition> definitions = new ArrayList<>();

    MarkdownMarks(TextSink sink) {
        this.sink = sink;
    }

    @Override
    public void visit(Document document) {
        List<Node> blocks = new ArrayList<>();
        for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
            blocks.add(block);
        }
        visitChildren(document);
        for (int i = 1; i < blocks.size(); i++) {
            blocks.get(i).insertBefore(block(EMPTY_LINE));
        }
    }

    @Override
    public void visit(Heading heading) {
        visitChildren(heading);
        heading.prependChild(new Text("#".repeat(heading.getLevel()) + ' '));
    }

    @Override
    public void visit(ListItem item) {
        visitChildren(item);
        Text mark = new Text(markOf(item));
        if (item.getFirstChild() instanceof Paragraph paragraph) {
            paragraph.prependChild(mark);
        } else {
            item.prependChild(mark);
        }
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
        HtmlInline same = new HtmlInline();
        Node next = lineBreak.getNext();
        int line = next == null ? MarkdownPage.lineOf(lineBreak) : MarkdownPage.lineOf(next);
        same.setLiteral("<br " + MarkdownPage.LINE + "=" + line + ">");
        lineBreak.insertAfter(same);
        lineBreak.unlink();
    }

    @Override
    public void visit(FencedCodeBlock code) {
        String info = code.getInfo();
        // The first word names the language.
        int rest = info == null ? -1 : info.indexOf(' ');
        if (info != null && rest >= 0 && Words.speak(info.substring(rest))) {
            aside(Channel.HIDDEN, Concealment.ATTRIBUTE_ONLY, info.substring(rest), MarkdownPage.lineOf(code));
        }
    }

    @Override
    public void visit(HtmlBlock html) {
        html.setLiteral(
                "<wbr " + MarkdownPage.LINE + "=" + MarkdownPage.lineOf(html) + ">" + harmless(html.getLiteral()));
    }

    @Override
    public void visit(HtmlInline html) {
        html.setLiteral(harmless(html.getLiteral()));
    }

    @Override
    public void visit(Link link) {
        use(link.getDestination(), link.getTitle());
        visitChildren(link);
    }

    @Override
    public void visit(Image image) {
        use(image.getDestination(), image.getTitle());
        // What stands in place of a picture is one text.
        for (Node child = image.getFirstChild(); child != null; child = child.getNext()) {
            if (child instanceof SoftLineBreak) {
                child.insertAfter(new Text(" "));
            }
        }
    }

    @Override
    public void visit(LinkReferenceDefinition definition) {
        definitions.add(definition);
    }

    /** Reports the definitions that nothing on the page uses. */
    void end() {
        for (LinkReferenceDefinition definition : definitions) {
            sink.link(definition.getDestination());
            int line = MarkdownPage.lineOf(definition);
            String title = definition.getTitle();
            if (title != null && !usedTitles.contains(definition.getDestination() + '\n' + title)) {
                aside(Channel.COMMENT, Concealment.COMMENT, title, line);
            }
            if (Words.speak(definition.getLabel())) {
                aside(Channel.COMMENT, Concealment.COMMENT, definition.getLabel(), line);
            }
        }
    }

    private void use(String destination, String title) {
        if (title != null) {
            usedTitles.add(destination + '\n' + title);
        }
    }

    private void aside(Channel channel, Concealment reason, String text, int line) {
        if (!text.isBlank()) {
            sink.newLine(channel);
            sink.text(channel, text.strip(), new Place.Line(line), Set.of(reason));
        }
    }

    private static String markOf(ListItem item) {
        if (!(item.getParent() instanceof OrderedList list)) {
            return "- ";
        }
        Integer start = list.getMarkerStartNumber();
        int number = start == null ? 1 : start;
        for (Node before = item.getPrevious(); before != null && number < 1_000_000; before = before.getPrevious()) {
            number++;
        }
        return number + ". ";
    }

    private static HtmlBlock block(String literal) {
        HtmlBlock block = new HtmlBlock();
        block.setLiteral(literal);
        return block;
    }

    private static String harmless(String html) {
        return SWALLOWING.matcher(html).replaceAll("&lt;");
    }
}
