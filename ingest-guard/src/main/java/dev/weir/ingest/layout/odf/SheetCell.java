package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.office.Words;
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
        StringBuilder said = new StringBuilder();
        if (kept == null) {
            walk.children(flow::element);
        } else if (isText) {
            // Applications take the value and not the text.
            pen.paragraph(() -> pen.exactly(kept));
            otherwise(walk, kept);
        } else {
            number(walk, kept, said);
        }
        Fields.literals(formula, kept == null ? "" : kept, flow);
    }

    /** Reads the text of a cell that shows something else. */
    private void otherwise(XmlWalk walk, String shown) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        walk.children(name -> {
            if (name.equals("text:p")) {
                text.append(text.isEmpty() ? "" : "\n").append(walk.text());
            } else {
                flow.element(name);
            }
        });
        if (!squeezed(text.toString()).equals(squeezed(shown))) {
            pen.hide(text.toString(), Concealment.REPLACEMENT_TEXT);
        }
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    private void number(XmlWalk walk, String kept, StringBuilder said) throws XMLStreamException {
        walk.children(name -> {
            if (!name.equals("text:p")) {
                flow.element(name);
            } else if (said.length() < kept.length() + 100_000) {
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
