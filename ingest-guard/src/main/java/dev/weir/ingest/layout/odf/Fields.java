package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Words;
import dev.weir.ingest.layout.office.XmlWalk;
import dev.weir.models.detect.Channel;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Reads what stands inside of paragraphs: spans, links, fields and marks. */
final class Fields {

    private static final int MAX_BLANKS = 200;

    /** No number, date or name that an application fills in has so many words. */
    private static final int FEWEST_FOREIGN_WORDS = 6;

    private static final Pattern LITERAL = Pattern.compile("\"([^\"]{1,8000})\"");

    private final OdfDocument document;
    private final XmlWalk walk;
    private final Flow flow;
    private final Pen pen;

    Fields(OdfDocument document, XmlWalk walk, Flow flow) {
        this.document = document;
        this.walk = walk;
        this.flow = flow;
        this.pen = flow.pen();
    }

    void element(String name) throws XMLStreamException {
        switch (name) {
            case "text:span" -> {
                Look look = flow.styles().named("text", walk.attribute("style-name")).look;
                pen.looking(look.over(pen.look()), this::content);
            }
            case "text:a" -> {
                flow.describe(walk.prefixed("office", "title"));
                flow.describe(walk.prefixed("xlink", "title"));
                flow.link(walk.attribute("href"));
                content();
            }
            case "text:s" -> pen.exactly(" ".repeat(Math.clamp(walk.number("c", 1), 1, MAX_BLANKS)));
            case "text:tab", "text:tab-stop" -> pen.exactly("\t");
            case "text:line-break" -> pen.lineBreak();
            case "text:list",
                    "text:list-item",
                    "text:list-header",
                    "text:numbered-paragraph",
                    "text:page-sequence",
                    "text:table-of-content",
                    "text:illustration-index",
                    "text:table-index",
                    "text:object-index",
                    "text:user-index",
                    "text:alphabetical-index",
                    "text:bibliography",
                    "text:index-body",
                    "text:index-title" -> walk.content(flow::element, flow::stray);
            case "text:section-source" -> flow.link(walk.attribute("href"));
            case "text:ruby-text" -> {
                String reading = walk.text();
                pen.say(reading.isBlank() ? "" : '(' + reading + ')');
            }
            default -> field(name);
        }
    }

    private void content() throws XMLStreamException {
        walk.content(flow::element, pen::say);
    }

    private void field(String name) throws XMLStreamException {
        switch (name) {
            case "text:hidden-text" -> hiddenText();
            case "text:hidden-paragraph" -> {
                if (document.values().holds(walk.attribute("condition", ""))) {
                    pen.hideParagraph();
                }
            }
            case "text:conditional-text" -> conditionalText();
            case "text:user-field-get", "text:user-field-input" -> userField();
            case "text:variable-set", "text:variable-get", "text:variable-input", "text:expression", "text:sequence" ->
                variable();
            case "text:script" -> flow.hidden();
            case "text:page-number", "text:page-count", "text:sheet-name" -> filled(true);
            case "text:date",
                    "text:time",
                    "text:file-name",
                    "text:word-count",
                    "text:character-count",
                    "text:paragraph-count",
                    "text:table-count",
                    "text:image-count",
                    "text:object-count",
                    "text:page-variable-get",
                    "text:editing-duration",
                    "text:editing-cycles",
                    "text:print-date",
                    "text:print-time",
                    "text:creation-date",
                    "text:creation-time",
                    "text:modification-date",
                    "text:modification-time",
                    "text:measure" -> filled(walk.attribute("fixed", "").equals("true") ? null : false);
            default -> mark(name);
        }
    }

    /** @param omitted whether it is left out where it is what it should be; null if the text itself is shown */
    private void filled(@Nullable Boolean omitted) throws XMLStreamException {
        String text = walk.text();
        if (omitted != null && Words.speak(text, FEWEST_FOREIGN_WORDS)) {
            pen.hide(text, Concealment.REPLACEMENT_TEXT);
        } else if (!Boolean.TRUE.equals(omitted)) {
            pen.say(text);
        }
    }

    private void mark(String name) throws XMLStreamException {
        if (name.endsWith("-source") && name.startsWith("text:")) {
            walk.children(each -> flow.template());
            return;
        }
        for (String attribute :
                List.of("description", "placeholder", "alias", "tag", "string-value-phonetic", "help")) {
            flow.aside(walk.attribute(attribute), Concealment.ATTRIBUTE_ONLY);
        }
        boolean labels = name.equals("text:label") || name.equals("loext:list-item");
        if (labels || name.contains("-mark")) {
            for (String attribute : List.of("string-value", "value", "display-text", "key1", "key2", "title", "note")) {
                flow.aside(walk.attribute(attribute), Concealment.ATTRIBUTE_ONLY);
            }
        }
        String id = walk.attribute("name");
        if (id != null && Words.speak(id)) {
            pen.beside(Channel.METADATA, id, Concealment.METADATA);
        }
        if (name.equals("field:param")) {
            flow.aside(walk.attribute("value"), Concealment.FIELD_CODE);
        }
        content();
    }

    private void hiddenText() throws XMLStreamException {
        boolean hides = document.values().holds(walk.attribute("condition", ""));
        String value = walk.attribute("string-value");
        String text = walk.text();
        if (hides) {
            pen.hide(text, Concealment.VANISH);
        } else {
            pen.say(text);
        }
        if (value != null && !value.equals(text)) {
            pen.hide(value, Concealment.VANISH);
        }
    }

    /** One of two texts is shown; which one the application works out again. */
    private void conditionalText() throws XMLStreamException {
        String yes = walk.attribute("string-value-if-true", "");
        String no = walk.attribute("string-value-if-false", "");
        Condition.Truth truth = document.values().truth(walk.attribute("condition", ""));
        String text = walk.text();
        String shown = switch (truth) {
            case YES -> yes;
            case NO -> no;
            case UNKNOWN -> text.equals(no) ? no : yes;
        };
        pen.say(shown);
        String other = shown.equals(yes) ? no : yes;
        if (!other.equals(shown)) {
            pen.beside(Channel.HIDDEN, other, Concealment.FIELD_CODE);
        }
        if (!text.equals(yes) && !text.equals(no)) {
            pen.hide(text, Concealment.REPLACEMENT_TEXT);
        }
    }

    private void userField() throws XMLStreamException {
        String name = walk.attribute("name", "");
        boolean hides = walk.attribute("display", "value").equals("none");
        flow.aside(walk.attribute("description"), Concealment.ATTRIBUTE_ONLY);
        String text = walk.text();
        if (hides) {
            pen.hide(text, Concealment.VANISH);
            return;
        }
        String value = document.values().show(name);
        pen.say(value == null ? text : value);
        if (value != null && !value.equals(text)) {
            pen.hide(text, Concealment.REPLACEMENT_TEXT);
        }
    }

    private void variable() throws XMLStreamException {
        boolean hides = walk.attribute("display", "value").equals("none");
        String formula = walk.attribute("formula", "");
        String value = walk.attribute("string-value", walk.attribute("value", ""));
        String name = walk.attribute("name", "");
        flow.aside(walk.attribute("description"), Concealment.ATTRIBUTE_ONLY);
        String text = walk.text();
        document.values().set(name, value.isEmpty() ? text : value);
        if (hides) {
            pen.hide(text, Concealment.VANISH);
        } else {
            pen.say(text);
        }
        if (!value.equals(text)) {
            flow.aside(value, hides ? Concealment.VANISH : Concealment.ATTRIBUTE_ONLY);
        }
        literals(formula, text, flow);
    }

    /** A text inside a formula is not shown unless it is the result. */
    static void literals(String formula, String result, Flow flow) {
        Matcher literal = LITERAL.matcher(formula);
        while (literal.find()) {
            String text = literal.group(1);
            if (text.contains("://") || text.startsWith("mailto:")) {
                flow.link(text);
            } else if (!text.equals(result)) {
                flow.aside(text, Concealment.FIELD_CODE);
            }
        }
    }
}
