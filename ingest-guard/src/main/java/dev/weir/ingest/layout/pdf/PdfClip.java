package dev.weir.ingest.layout.pdf;

import java.awt.geom.Rectangle2D;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What a clip leaves: a rectangle, and within it the cells of a mask if it is no rectangle.
 *
 * @param bounds in points
 * @param mask the cells that are left; null if all are
 */
record PdfClip(Rectangle2D bounds, @Nullable BitSet mask) {

    /** Takes the cells {@code from} to before {@code to}. */
    interface Runs {
        void take(int from, int to);
    }

    private static final double HUGE = 1e9;
    private static final double SLACK_POINTS = 0.5;

    static final PdfClip NONE = new PdfClip(new Rectangle2D.Double(-HUGE, -HUGE, 2 * HUGE, 2 * HUGE), null);

    PdfClip within(Rectangle2D other, @Nullable BitSet otherMask) {
        Rectangle2D both = bounds.createIntersection(other);
        if (mask == null || otherMask == null) {
            return new PdfClip(both, mask == null ? otherMask : mask);
        }
        BitSet common = (BitSet) mask.clone();
        common.and(otherMask);
        return new PdfClip(both, common);
    }

    boolean isEmpty() {
        return bounds.getWidth() <= 0 || bounds.getHeight() <= 0;
    }

    /** Whether a point is left, which lies in a cell or outside the page. */
    boolean has(double x, double y, int cell) {
        return x >= bounds.getMinX() - SLACK_POINTS
                && x <= bounds.getMaxX() + SLACK_POINTS
                && y >= bounds.getMinY() - SLACK_POINTS
                && y <= bounds.getMaxY() + SLACK_POINTS
                && !isEmpty()
                && hasCell(cell);
    }

    /** Whether the mask leaves a cell, wherever the bounds are. */
    boolean hasCell(int cell) {
        return mask == null || cell < 0 || mask.get(cell);
    }

    /** Gives those of the cells {@code from} to before {@code to} that the mask leaves. */
    void eachRun(int from, int to, Runs taker) {
        if (mask == null) {
            taker.take(from, to);
            return;
        }
        int start = mask.nextSetBit(from);
        while (start >= 0 && start < to) {
            int end = Math.min(mask.nextClearBit(start), to);
            taker.take(start, end);
            start = mask.nextSetBit(end);
        }
    }
}
