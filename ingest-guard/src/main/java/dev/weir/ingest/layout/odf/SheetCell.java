package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Words;
import dev.weir.ingest.layout.office.XmlWalk;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * One cell of a sheet. A cell keeps a value, and beside it the text that an application made of the value and makes again
 * when it opens the file.
 */
final class SheetCell {

    /** No format of numbers or dates writes so many words. */
    private static final int FEWEST_FOREIGN_WORDS = 6;

    private static final int MAX_NUMBER_CHARS = 1_000_000;

    private final Flow flow;
    private final Pen pen;
    private final String type;
    private final @Nullable String value;
    private final String formula;
    private final boolean hidden;

    private SheetCell(Flow flow, String type, @Nullable String value, String formula, boolean hidden) {
        this.flow = flow;
        this.pen = flow.pen();
        this.type = type;
        this.value = value;
        this.formula = formula;
        this.hidden = hidden;
    }

    /** Reads the attributes of the cell on which the walk stands. */
    static SheetCell of(XmlWalk walk, Flow flow, @Nullable DataStyle format) {
        String type = walk.attribute("value-type", "");
        String value = null;
        for (String attribute : new String[] {"string-value", "value", "date-value", "time-value", "boolean-value"}) {
            value = value == null ? walk.attribute(attribute) : value;
        }
        boolean text = type.equals("string") || type.isEmpty();
        boolean hidden =
                format != null && (text ? format.hidesText() : format.hidesNumber(number(value), flow.styles()));
        return new SheetCell(flow, type, value, walk.attribute("formula", ""), hidden);
    }

    private static double number(@Nullable String value) {
        try {
            return value == null ? 1 : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            return 1; // a date or a truth
        }
    }

    /** Whether its format shows nothing. */
    boolean isHidden() {
        return hidden;
    }

    /** Reads what is in the cell. */
    void read(XmlWalk walk) throws XMLStreamException {
        boolean isText = type.equals("string") || type.isEmpty();
        String kept = value;
        if (kept == null) {
            walk.children(flow::element);
        } else if (isText) {
            otherwise(walk, kept);
        } else {
            number(walk, kept);
        }
        Fields.literals(formula, kept == null ? "" : kept, flow);
    }

    /** Reads the text of a cell that has a value. */
    private void otherwise(XmlWalk walk, String shown) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        walk.children(name -> {
            if (name.equals("text:p")) {
                text.append(text.isEmpty() ? "" : "\n").append(walk.text());
            } else {
                flow.element(name);
            }
        });
        String said = text.toString();
        // Applications take the value and not the text; without a value there may be the name of an error.
        boolean taken = !shown.isEmpty() || Words.speak(said);
        pen.paragraph(() -> pen.exactly(taken ? shown : said));
        if (taken && !squeezed(said).equals(squeezed(shown))) {
            pen.hide(said, Concealment.REPLACEMENT_TEXT);
        }
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    private void number(XmlWalk walk, String kept) throws XMLStreamException {
        StringBuilder said = new StringBuilder();
        walk.children(name -> {
            if (!name.equals("text:p")) {
                flow.element(name);
            } else if (said.length() < MAX_NUMBER_CHARS) {
                said.append(said.isEmpty() ? "" : "\n").append(walk.text());
            }
        });
        String text = said.toString();
        boolean foreign = Words.speak(text, FEWEST_FOREIGN_WORDS);
        pen.paragraph(() -> pen.exactly(text.isBlank() || foreign ? kept : text));
        if (foreign) {
            pen.hide(text, Concealment.REPLACEMENT_TEXT);
        }
    }
}
