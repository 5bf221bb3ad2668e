package dev.weir.ingest.layout.pdf;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;

/** Whether a path is one upright rectangle. */
final class PdfCorners {

    private static final double SLACK = 1e-3;
    private static final int CORNERS = 4;

    private PdfCorners() {}

    static boolean isUpright(Path2D path) {
        PathIterator steps = path.getPathIterator(null);
        double[] point = new double[6];
        double[] xs = new double[CORNERS + 1];
        double[] ys = new double[CORNERS + 1];
        int corners = 0;
        boolean closed = false;
        for (; !steps.isDone(); steps.next()) {
            int kind = steps.currentSegment(point);
            if (kind == PathIterator.SEG_CLOSE) {
                closed = true;
            } else if (closed
                    || corners > CORNERS
                    || (kind == PathIterator.SEG_MOVETO) != (corners == 0)
                    || kind == PathIterator.SEG_QUADTO
                    || kind == PathIterator.SEG_CUBICTO) {
                return false;
            } else {
                xs[corners] = point[0];
                ys[corners] = point[1];
                corners++;
            }
        }
        boolean returns = corners == CORNERS + 1 && same(xs[0], xs[CORNERS]) && same(ys[0], ys[CORNERS]);
        return (corners == CORNERS || returns) && isUpright(xs, ys);
    }

    private static boolean isUpright(double[] xs, double[] ys) {
        boolean acrossFirst = same(ys[0], ys[1]) && same(xs[1], xs[2]) && same(ys[2], ys[3]) && same(xs[3], xs[0]);
        boolean upFirst = same(xs[0], xs[1]) && same(ys[1], ys[2]) && same(xs[2], xs[3]) && same(ys[3], ys[0]);
        return acrossFirst || upFirst;
    }

    private static boolean same(double one, double other) {
        return Math.abs(one - other) < SLACK;
    }
}
