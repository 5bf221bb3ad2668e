package dev.weir.ingest.layout.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfparser.PDFStreamParser;

/** The colours in which the instructions of a glyph or of a mask paint, without painting anything. Used once. */
final class PdfInks {

    /** The colour that was set before the instructions began. */
    static final int INHERITED = -2;

    private static final int MAX_BYTES = 1_000_000;
    private static final int MAX_SAVED = 50;
    private static final int MAX_NUMBERS = 32;
    private static final Set<COSName> DEVICES =
            Set.of(COSName.DEVICEGRAY, COSName.G, COSName.DEVICERGB, COSName.RGB, COSName.DEVICECMYK, COSName.CMYK);

    private record Colours(int fill, boolean plainFill, int stroke, boolean plainStroke) {
        Colours filling(int colour, boolean plain) {
            return new Colours(colour, plain, stroke, plainStroke);
        }

        Colours stroking(int colour, boolean plain) {
            return new Colours(fill, plainFill, colour, plain);
        }
    }

    private final Set<Integer> inks = new HashSet<>();
    private final Deque<Colours> saved = new ArrayDeque<>();
    private Colours colours;
    private boolean colourless;

    private PdfInks(int before) {
        this.colours = new Colours(before, false, before, false);
    }

    /**
     * The colours of all that is painted.
     *
     * @param before the colour before the first instruction
     * @return as 0xRRGGBB, {@link PdfColours#UNKNOWN} for what is not followed, or {@code before}; empty if nothing is painted
     * @throws PdfWork.PageLimitException if this is more than a page may have
     */
    static Set<Integer> of(COSStream instructions, int before, PdfWork work) {
        PdfInks found = new PdfInks(before);
        try (InputStream stream = PdfPictures.isPacked(instructions) ? null : instructions.createInputStream()) {
            byte[] bytes = stream == null ? new byte[0] : stream.readNBytes(MAX_BYTES + 1);
            if (stream == null || bytes.length > MAX_BYTES) {
                return Set.of(PdfColours.UNKNOWN);
            }
            found.read(new PDFStreamParser(bytes), work);
        } catch (IOException e) {
            found.inks.add(PdfColours.UNKNOWN);
        }
        return Set.copyOf(found.inks);
    }

    private void read(PDFStreamParser parser, PdfWork work) throws IOException {
        List<Float> numbers = new ArrayList<>();
        COSBase last = null;
        for (Object token = parser.parseNextToken(); token != null; token = parser.parseNextToken()) {
            if (token instanceof Operator operator) {
                work.takeOperator();
                perform(operator, numbers, last instanceof COSName name && DEVICES.contains(name));
                numbers.clear();
                last = null;
            } else if (token instanceof COSBase operand) {
                last = operand;
                if (operand instanceof COSNumber number && numbers.size() < MAX_NUMBERS) {
                    numbers.add(number.floatValue());
                }
            }
        }
    }

    private void perform(Operator operator, List<Float> numbers, boolean ofDevice) {
        switch (operator.getName()) {
            case "d1" -> colourless = true;
            case "q" -> {
                if (saved.size() < MAX_SAVED) {
                    saved.push(colours);
                } else {
                    inks.add(PdfColours.UNKNOWN);
                }
            }
            case "Q" -> colours = saved.isEmpty() ? colours : saved.pop();
            case "g", "rg", "k" -> set(colours.filling(rgb(numbers), true));
            case "G", "RG", "K" -> set(colours.stroking(rgb(numbers), true));
            case "cs" -> set(colours.filling(ofDevice ? 0 : PdfColours.UNKNOWN, ofDevice));
            case "CS" -> set(colours.stroking(ofDevice ? 0 : PdfColours.UNKNOWN, ofDevice));
            case "sc", "scn" ->
                set(colours.filling(colours.plainFill ? rgb(numbers) : PdfColours.UNKNOWN, colours.plainFill));
            case "SC", "SCN" ->
                set(colours.stroking(colours.plainStroke ? rgb(numbers) : PdfColours.UNKNOWN, colours.plainStroke));
            case "f", "F", "f*", "Tj", "TJ", "'", "\"" -> inks.add(colours.fill);
            case "S", "s" -> inks.add(colours.stroke);
            case "B", "B*", "b", "b*" -> {
                inks.add(colours.fill);
                inks.add(colours.stroke);
            }
            case "BI" ->
                inks.add(
                        operator.getImageParameters().getBoolean(COSName.IM, COSName.IMAGE_MASK, false)
                                ? colours.fill
                                : PdfColours.UNKNOWN);
            case "sh", "Do" -> inks.add(PdfColours.UNKNOWN);
            default -> {
                // Paints nothing.
            }
        }
    }

    private void set(Colours next) {
        colours = colourless ? colours : next;
    }

    private static int rgb(List<Float> numbers) {
        float[] parts = new float[numbers.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = numbers.get(i);
        }
        return PdfColours.ofParts(parts);
    }
}
