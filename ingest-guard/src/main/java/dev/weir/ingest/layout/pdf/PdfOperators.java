package dev.weir.ingest.layout.pdf;

import java.awt.geom.Path2D;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorProcessor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColorN;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColorSpace;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceCMYKColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceGrayColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceRGBColor;
import org.apache.pdfbox.contentstream.operator.color.SetStrokingColor;
import org.apache.pdfbox.contentstream.operator.color.SetStrokingColorN;
import org.apache.pdfbox.contentstream.operator.color.SetStrokingColorSpace;
import org.apache.pdfbox.contentstream.operator.color.SetStrokingDeviceCMYKColor;
import org.apache.pdfbox.contentstream.operator.color.SetStrokingDeviceGrayColor;
import org.apache.pdfbox.contentstream.operator.color.SetStrokingDeviceRGBColor;
import org.apache.pdfbox.contentstream.operator.state.SetLineDashPattern;
import org.apache.pdfbox.contentstream.operator.state.SetLineWidth;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;

/** The operators that a text stripper leaves out and that say whether its text is seen. */
final class PdfOperators {

    private static final int EVEN_ODD = Path2D.WIND_EVEN_ODD;
    private static final int NON_ZERO = Path2D.WIND_NON_ZERO;

    private PdfOperators() {}

    /** What an operator does, given its numbers. */
    interface Action {
        void run(float[] numbers);
    }

    static void addTo(PdfPageReader page, PdfPainter painter) {
        addColours(page);
        page.addOperator(new Lenient(page, new SetLineWidth(page), Kind.OTHER));
        page.addOperator(new Lenient(page, new SetLineDashPattern(page), Kind.OTHER));
        page.addOperator(new DrawPdfObject(page));
        page.addOperator(new InlineImage(page, painter));
        add(page, "m", 2, n -> painter.moveTo(n[0], n[1]));
        add(page, "l", 2, n -> painter.lineTo(n[0], n[1]));
        add(page, "c", 6, painter::curveTo);
        add(page, "v", 4, n -> painter.curveFromHere(n[0], n[1], n[2], n[3]));
        add(page, "y", 4, n -> painter.curveTo(new float[] {n[0], n[1], n[2], n[3], n[2], n[3]}));
        add(page, "h", 0, n -> painter.close());
        add(page, "re", 4, n -> painter.rectangle(n[0], n[1], n[2], n[3]));
        add(page, "W", 0, n -> painter.clip(NON_ZERO));
        add(page, "W*", 0, n -> painter.clip(EVEN_ODD));
        add(page, "n", 0, n -> painter.endPath());
        add(page, "sh", 0, n -> painter.shade());
        for (String stroke : List.of("S", "s")) {
            add(page, stroke, 0, n -> {
                painter.stroke();
                painter.endPath();
            });
        }
        for (String fill : List.of("f", "F", "f*", "B", "B*", "b", "b*")) {
            int rule = fill.endsWith("*") ? EVEN_ODD : NON_ZERO;
            boolean strokes = fill.startsWith("B") || fill.startsWith("b");
            add(page, fill, 0, n -> {
                painter.fill(rule);
                if (strokes) {
                    painter.stroke();
                }
                painter.endPath();
            });
        }
    }

    private static void addColours(PdfPageReader page) {
        for (OperatorProcessor fill : List.of(
                new SetNonStrokingColor(page),
                new SetNonStrokingColorN(page),
                new SetNonStrokingColorSpace(page),
                new SetNonStrokingDeviceCMYKColor(page),
                new SetNonStrokingDeviceGrayColor(page),
                new SetNonStrokingDeviceRGBColor(page))) {
            page.addOperator(new Lenient(page, fill, Kind.FILL));
        }
        for (OperatorProcessor stroke : List.of(
                new SetStrokingColor(page),
                new SetStrokingColorN(page),
                new SetStrokingColorSpace(page),
                new SetStrokingDeviceCMYKColor(page),
                new SetStrokingDeviceGrayColor(page),
                new SetStrokingDeviceRGBColor(page))) {
            page.addOperator(new Lenient(page, stroke, Kind.STROKE));
        }
    }

    private static void add(PdfPageReader page, String name, int numbers, Action action) {
        page.addOperator(new PathOperator(page, name, numbers, action));
    }

    private enum Kind {
        FILL,
        STROKE,
        OTHER
    }

    /** An operator whose failure must not cost the text of the page: its colour is unknown then. */
    private static final class Lenient extends OperatorProcessor {
        private final PdfPageReader page;
        private final OperatorProcessor operator;
        private final Kind kind;

        Lenient(PdfPageReader page, OperatorProcessor operator, Kind kind) {
            super(page);
            this.page = page;
            this.operator = operator;
            this.kind = kind;
        }

        @Override
        public void process(Operator called, List<COSBase> operands) {
            try {
                operator.process(called, operands);
            } catch (IOException | RuntimeException e) {
                switch (kind) {
                    case FILL -> page.getGraphicsState().setNonStrokingColor(PdfColours.unknown());
                    case STROKE -> page.getGraphicsState().setStrokingColor(PdfColours.unknown());
                    case OTHER -> {}
                }
            }
        }

        @Override
        public String getName() {
            return operator.getName();
        }
    }

    /** An operator that takes numbers, and does nothing if it has too few. */
    private static final class PathOperator extends OperatorProcessor {
        private final String name;
        private final int numbers;
        private final Action action;

        PathOperator(PdfPageReader page, String name, int numbers, Action action) {
            super(page);
            this.name = name;
            this.numbers = numbers;
            this.action = action;
        }

        @Override
        public void process(Operator operator, List<COSBase> operands) {
            if (operands.size() < numbers) {
                return;
            }
            float[] values = new float[numbers];
            for (int i = 0; i < numbers; i++) {
                if (!(operands.get(i) instanceof COSNumber number)) {
                    return;
                }
                values[i] = number.floatValue();
            }
            action.run(values);
        }

        @Override
        public String getName() {
            return name;
        }
    }

    private static final class InlineImage extends OperatorProcessor {
        private final PdfPainter painter;

        InlineImage(PdfPageReader page, PdfPainter painter) {
            super(page);
            this.painter = painter;
        }

        @Override
        public void process(Operator operator, List<COSBase> operands) {
            byte[] data = operator.getImageData();
            if (data != null && operator.getImageParameters() != null) {
                painter.picture(operator.getImageParameters(), data.length);
            }
        }

        @Override
        public String getName() {
            return "BI";
        }
    }

    private static final class DrawPdfObject extends OperatorProcessor {
        private final PdfPageReader page;

        DrawPdfObject(PdfPageReader page) {
            super(page);
            this.page = page;
        }

        @Override
        public void process(Operator operator, List<COSBase> operands) throws IOException {
            if (!operands.isEmpty() && operands.get(0) instanceof COSName name) {
                page.draw(name);
            }
        }

        @Override
        public String getName() {
            return "Do";
        }
    }
}
