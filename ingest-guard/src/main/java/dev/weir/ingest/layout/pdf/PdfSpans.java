package dev.weir.ingest.layout.pdf;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.Arrays;

/** The cells of a grid whose middle lies in a path, row by row. */
final class PdfSpans {

    private static final double FLATNESS_CELLS = 0.25;
    private static final int MAX_EDGES = 50_000;
    private static final int MAX_CROSSINGS = 2_000_000;
    private static final int STEPS = 256;
    private static final long X_BITS = 38;

    /** Takes cells {@code from} to before {@code to} of a row. */
    interface Taker {
        void span(int row, int from, int to);
    }

    private final int columns;
    private final int rows;
    private long[] crossings = new long[256];
    private int count;
    private boolean tooMany;

    private PdfSpans(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /** {@return false if the path is too long to be followed; nothing was given then} */
    static boolean of(Path2D path, AffineTransform toCells, int columns, int rows, Taker taker) {
        PdfSpans spans = new PdfSpans(columns, rows);
        spans.follow(path.getPathIterator(toCells, FLATNESS_CELLS));
        if (spans.tooMany) {
            return false;
        }
        spans.give(path.getWindingRule() == Path2D.WIND_EVEN_ODD, taker);
        return true;
    }

    private void follow(PathIterator steps) {
        double[] point = new double[6];
        double startX = 0;
        double startY = 0;
        double x = 0;
        double y = 0;
        int edges = 0;
        while (!steps.isDone() && !tooMany) {
            int kind = steps.currentSegment(point);
            if (kind == PathIterator.SEG_LINETO) {
                edge(x, y, point[0], point[1]);
                x = point[0];
                y = point[1];
            } else {
                edge(x, y, startX, startY);
                if (kind == PathIterator.SEG_MOVETO) {
                    startX = point[0];
                    startY = point[1];
                }
                x = startX;
                y = startY;
            }
            tooMany |= ++edges > MAX_EDGES;
            steps.next();
        }
        edge(x, y, startX, startY);
    }

    private void edge(double x1, double y1, double x2, double y2) {
        if (!(Math.abs(y2 - y1) > 1e-9) || !Double.isFinite(x1 + x2 + y1 + y2)) {
            return;
        }
        double low = Math.min(y1, y2);
        double high = Math.max(y1, y2);
        int first = (int) Math.clamp(Math.ceil(low - 0.5), 0, rows);
        int last = (int) Math.clamp(Math.ceil(high - 0.5) - 1, -1, rows - 1);
        double slope = (x2 - x1) / (y2 - y1);
        long direction = y2 > y1 ? 1 : 0;
        for (int row = first; row <= last; row++) {
            double x = Math.clamp(x1 + (row + 0.5 - y1) * slope, 0, columns);
            if (count == crossings.length) {
                if (count >= MAX_CROSSINGS) {
                    tooMany = true;
                    return;
                }
                crossings = Arrays.copyOf(crossings, count * 2);
            }
            crossings[count++] = (long) row << X_BITS | Math.round(x * STEPS) << 1 | direction;
        }
    }

    private void give(boolean evenOdd, Taker taker) {
        Arrays.sort(crossings, 0, count);
        int winding = 0;
        for (int i = 0; i + 1 < count; i++) {
            long crossing = crossings[i];
            long next = crossings[i + 1];
            long row = crossing >> X_BITS;
            if (i == 0 || crossings[i - 1] >> X_BITS != row) {
                winding = 0;
            }
            winding += evenOdd || (crossing & 1) == 1 ? 1 : -1;
            boolean inside = evenOdd ? (winding & 1) == 1 : winding != 0;
            if (inside && next >> X_BITS == row) {
                int from = cell(crossing);
                int to = cell(next);
                if (from < to) {
                    taker.span((int) row, from, to);
                }
            }
        }
    }

    /** The first cell whose middle is not left of a crossing. */
    private static int cell(long crossing) {
        long x = crossing >> 1 & (1L << (X_BITS - 1)) - 1;
        return (int) ((x + STEPS / 2 - 1) / STEPS);
    }
}
