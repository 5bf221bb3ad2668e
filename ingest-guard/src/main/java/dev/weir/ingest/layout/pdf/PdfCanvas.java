package dev.weir.ingest.layout.pdf;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.jspecify.annotations.Nullable;

/**
 * A page as a grid of cells of about a point: what colour each one has now, and when something opaque was painted over it
 * last. Coarse, so that work is bounded by the area painted and not by how the paths are made.
 */
final class PdfCanvas {

    private static final int MAX_CELLS = 1_000_000;
    private static final int MAX_CLIPS = 64;

    /** What a paint does to the cells under it. */
    enum Paint {
        /** Shows nothing of what was there. */
        OPAQUE,
        /** An opaque picture. */
        PICTURE,
        /** Lets something through. */
        SHEER,
        /** A picture with holes. */
        SHEER_PICTURE
    }

    private final int columns;
    private final int rows;
    private final AffineTransform toCells;
    private final PDRectangle box;
    /** Colours with their bits turned over, so that a fresh page is white. */
    private final int[] negatives;

    private final int[] paintedAt;
    private final BitSet pictured;
    private final PdfWork work;
    private final IdentityHashMap<Path2D, PdfClip> clips = new IdentityHashMap<>();
    private int time = 1;

    PdfCanvas(PDRectangle box, PdfWork work) {
        this.box = box;
        this.work = work;
        double width = Math.max(box.getWidth(), 1);
        double height = Math.max(box.getHeight(), 1);
        double scale = Math.min(1, Math.sqrt(MAX_CELLS / (width * height)));
        columns = Math.clamp((long) Math.ceil(width * scale), 1, MAX_CELLS);
        int mostRows = MAX_CELLS / columns;
        rows = Math.clamp((long) Math.ceil(height * scale), 1, mostRows);
        toCells = AffineTransform.getScaleInstance(columns / width, rows / height);
        toCells.translate(-box.getLowerLeftX(), -box.getLowerLeftY());
        negatives = new int[columns * rows];
        paintedAt = new int[columns * rows];
        pictured = new BitSet(columns * rows);
    }

    /** A blank canvas for a page: this one, if nothing was painted on it and the page is as large. */
    PdfCanvas blank(PDRectangle page) {
        boolean same = page.getLowerLeftX() == box.getLowerLeftX()
                && page.getLowerLeftY() == box.getLowerLeftY()
                && page.getWidth() == box.getWidth()
                && page.getHeight() == box.getHeight();
        clips.clear();
        return same && time == 1 ? this : new PdfCanvas(page, work);
    }

    /** When the next thing is painted. */
    int now() {
        return time;
    }

    /** The cell at a point, or -1 outside the page. */
    int cell(double x, double y) {
        double column = toCells.getScaleX() * x + toCells.getTranslateX();
        double row = toCells.getScaleY() * y + toCells.getTranslateY();
        boolean inside = column >= 0 && row >= 0 && column < columns && row < rows;
        return inside ? ((int) row) * columns + (int) column : -1;
    }

    int colourAt(int cell) {
        return negatives[cell] ^ PdfColours.WHITE;
    }

    /** Whether something opaque was painted over a cell at or after a time. */
    boolean isCoveredSince(int cell, int since) {
        return paintedAt[cell] >> 1 >= since;
    }

    /** Whether what was painted over a cell last is a picture. */
    boolean isCoveredByPicture(int cell) {
        return (paintedAt[cell] & 1) == 1;
    }

    /** Which part of the page has pictures, 0 to 1. */
    double picturedPart() {
        return pictured.cardinality() / (double) (columns * rows);
    }

    void fill(Path2D path, PdfClip clip, int colour, double alpha, Paint paint) {
        int stamp = ++time << 1 | (paint == Paint.PICTURE ? 1 : 0);
        boolean covers = paint == Paint.OPAQUE || paint == Paint.PICTURE;
        boolean picture = paint == Paint.PICTURE || paint == Paint.SHEER_PICTURE;
        boolean hides = PdfColours.hides(colour, alpha);
        eachRun(path, clip, (from, to) -> {
            if (hides) {
                Arrays.fill(negatives, from, to, colour ^ PdfColours.WHITE);
            } else {
                for (int cell = from; cell < to; cell++) {
                    negatives[cell] = PdfColours.over(colour, colourAt(cell), alpha) ^ PdfColours.WHITE;
                }
            }
            if (covers) {
                Arrays.fill(paintedAt, from, to, stamp);
            }
            if (picture) {
                pictured.set(from, to);
            }
        });
    }

    /** As light through a coloured glass. */
    void tint(Path2D path, PdfClip clip, int colour) {
        time++;
        eachRun(path, clip, (from, to) -> {
            for (int cell = from; cell < to; cell++) {
                negatives[cell] = PdfColours.product(colour, colourAt(cell)) ^ PdfColours.WHITE;
            }
        });
    }

    private void eachRun(Path2D path, PdfClip clip, PdfClip.Runs taker) {
        Rectangle2D seen = clip.bounds().createIntersection(path.getBounds2D());
        if (seen.getWidth() <= 0 || seen.getHeight() <= 0 || !work.takePath()) {
            return;
        }
        Rectangle2D cells = toCells.createTransformedShape(clip.bounds()).getBounds2D();
        int left = Math.clamp(Math.round(cells.getMinX()), 0, columns);
        int right = Math.clamp(Math.round(cells.getMaxX()), 0, columns);
        long bottom = Math.round(cells.getMinY());
        long top = Math.round(cells.getMaxY());
        PdfSpans.of(path, toCells, columns, rows, (row, from, to) -> {
            int first = Math.max(from, left);
            int last = Math.min(to, right);
            if (row >= bottom && row < top && first < last && work.takeCells(last - first)) {
                clip.eachRun(row * columns + first, row * columns + last, taker);
            }
        });
    }

    /** What is left of the page within all these paths, of which the first is the page. */
    PdfClip clip(List<Path2D> paths) {
        PdfClip clip = PdfClip.NONE;
        int known = paths.size();
        while (known > 1) {
            @Nullable PdfClip found = clips.get(paths.get(known - 1));
            if (found != null) {
                clip = found;
                break;
            }
            known--;
        }
        for (int i = Math.max(known, 1); i < paths.size(); i++) {
            Path2D path = paths.get(i);
            clip = clip.within(path.getBounds2D(), PdfCorners.isUpright(path) ? null : mask(path));
            if (clips.size() >= MAX_CLIPS) {
                clips.clear();
            }
            clips.put(path, clip);
        }
        return clip;
    }

    private @Nullable BitSet mask(Path2D path) {
        if (!work.takePath()) {
            return null;
        }
        BitSet mask = new BitSet(columns * rows);
        boolean followed = PdfSpans.of(path, toCells, columns, rows, (row, from, to) -> {
            if (work.takeCells(to - from)) {
                mask.set(row * columns + from, row * columns + to);
            }
        });
        return followed && !work.isUsedUp() ? mask : null;
    }

    /** The whole of what is shown of the page, as a path. */
    Path2D page() {
        return new Path2D.Double(
                new Rectangle2D.Double(box.getLowerLeftX(), box.getLowerLeftY(), box.getWidth(), box.getHeight()));
    }
}
