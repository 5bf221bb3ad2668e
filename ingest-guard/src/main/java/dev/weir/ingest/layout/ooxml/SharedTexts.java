package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.office.XmlWalk;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamException;
import org.apache.tika.exception.WriteLimitReachedException;

/** The texts that the cells of a workbook share, and which of them some cell names. */
final class SharedTexts {

    private static final long MAX_CHARS = 40_000_000;
    private static final int MAX_TEXTS = 3_000_000;

    private final List<CellText> texts = new ArrayList<>();
    private final BitSet used = new BitSet();
    private long chars;

    /** Reads the part that holds them. */
    void read(XmlWalk walk, CellStyles styles) throws XMLStreamException {
        walk.root(root -> walk.children(name -> {
            if (name.equals("x:si")) {
                CellText text = CellText.read(walk, styles);
                chars += text.length();
                if (chars > MAX_CHARS || texts.size() >= MAX_TEXTS) {
                    XMLStreamException tooMany = new XMLStreamException("too many shared texts");
                    tooMany.initCause(new WriteLimitReachedException(texts.size()));
                    throw tooMany;
                }
                texts.add(text);
            }
        }));
    }

    /** The text of this number; empty if there is none. */
    CellText use(long number) {
        if (number < 0 || number >= texts.size()) {
            return CellText.of("");
        }
        used.set((int) number);
        return texts.get((int) number);
    }

    /** Hands over each text that no cell names. */
    void unused(Consumer<CellText> each) {
        for (int i = used.nextClearBit(0); i < texts.size(); i = used.nextClearBit(i + 1)) {
            each.accept(texts.get(i));
        }
    }
}
