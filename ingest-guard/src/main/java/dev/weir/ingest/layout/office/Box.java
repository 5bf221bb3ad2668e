package dev.weir.ingest.layout.office;

/** An upright box on a slide, in English Metric Units from the upper left corner. */
public record Box(double x, double y, double width, double height) {

    public static final Box NOWHERE = new Box(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    public boolean isKnown() {
        return !Double.isNaN(x);
    }

    /** The box that holds this one however far it is turned, or this one if it is not turned. */
    public Box turned(long angle) {
        if (angle == 0) {
            return this;
        }
        double reach = Math.hypot(width, height) / 2;
        return new Box(x + width / 2 - reach, y + height / 2 - reach, 2 * reach, 2 * reach);
    }

    public boolean touches(Box other) {
        return x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height;
    }

    public boolean holds(Box other) {
        return x <= other.x
                && y <= other.y
                && x + width >= other.x + other.width
                && y + height >= other.y + other.height;
    }

    /** Whether nothing of it is on a slide of this size. A box of unknown place is taken to be on it. */
    public boolean isOff(long slideWidth, long slideHeight) {
        return isKnown()
                && slideWidth > 0
                && (x >= slideWidth || y >= slideHeight || x + width <= 0 || y + height <= 0);
    }
}
