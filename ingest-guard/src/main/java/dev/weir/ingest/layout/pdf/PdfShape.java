package dev.weir.ingest.layout.pdf;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Rectangle2D;
import java.util.Optional;

/** The look of a glyph: how much ink each part of its box has, and where the box stands above its line. */
final class PdfShape {

    private static final int PARTS = 8;
    private static final int CELLS_OF_PART = 4;
    private static final int CELLS = PARTS * CELLS_OF_PART;
    private static final double EM = 1_000;
    private static final double WEIGHT_OF_BOX = 0.5;

    /** A stroke is not stretched to a block. */
    private static final double LEAST_SIDE = 150;

    private final int[] ink;
    private final double bottom;
    private final double top;

    private PdfShape(int[] ink, double bottom, double top) {
        this.ink = ink;
        this.bottom = bottom;
        this.top = top;
    }

    /** @param outline in thousandths of an em; nothing comes back of an empty one and of one that is too long to follow */
    static Optional<PdfShape> of(GeneralPath outline) {
        Rectangle2D box = outline.getBounds2D();
        double width = Math.max(box.getWidth(), LEAST_SIDE);
        double height = Math.max(box.getHeight(), LEAST_SIDE);
        if (box.isEmpty() || !Double.isFinite(width + height + box.getX() + box.getY())) {
            return Optional.empty();
        }
        AffineTransform toCells = AffineTransform.getScaleInstance(CELLS / width, CELLS / height);
        toCells.translate(width / 2 - box.getCenterX(), height / 2 - box.getCenterY());
        int[] ink = new int[PARTS * PARTS];
        boolean followed = PdfSpans.of(outline, toCells, CELLS, CELLS, (row, from, to) -> {
            for (int column = from; column < to; column++) {
                ink[row / CELLS_OF_PART * PARTS + column / CELLS_OF_PART]++;
            }
        });
        return followed ? Optional.of(new PdfShape(ink, box.getMinY() / EM, box.getMaxY() / EM)) : Optional.empty();
    }

    /** How much two shapes differ, from 0 on. */
    double distance(PdfShape other) {
        int difference = 0;
        for (int i = 0; i < ink.length; i++) {
            difference += Math.abs(ink[i] - other.ink[i]);
        }
        return (double) difference / (CELLS * CELLS)
                + WEIGHT_OF_BOX * (Math.abs(bottom - other.bottom) + Math.abs(top - other.top));
    }
}
