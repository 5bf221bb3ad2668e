package dev.weir.ingest.layout.pdf;

import java.io.IOException;
import java.util.stream.IntStream;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceCMYK;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.color.PDICCBased;

/** Colours as 0xRRGGBB, and whether one can be told from another. */
final class PdfColours {

    static final int UNKNOWN = -1;
    static final int WHITE = 0xFFFFFF;
    private static final double FAINTEST_RATIO = 1.2;

    /** Yellow on white has hardly any contrast of luminance, and is still seen. */
    private static final int STRONG_HUE = 102;

    private static final double[] LINEAR =
            IntStream.range(0, 256).mapToDouble(PdfColours::linear).toArray();

    private PdfColours() {}

    /** {@return a colour of which nothing is known} */
    static PDColor unknown() {
        return new PDColor(new float[0], null);
    }

    static int rgb(PDColor colour) {
        PDColorSpace space = colour.getColorSpace();
        if (space == null || colour.isPattern()) {
            return UNKNOWN;
        }
        float[] parts = colour.getComponents();
        if (space instanceof PDDeviceGray || space instanceof PDDeviceRGB || space instanceof PDDeviceCMYK) {
            return ofParts(parts);
        }
        if (space instanceof PDICCBased) {
            // The profile moves a colour a little, which does not matter here, and costs much.
            return ofParts(parts);
        }
        try {
            return ofParts(space.toRGB(parts));
        } catch (IOException | RuntimeException e) {
            return UNKNOWN;
        }
    }

    /** The colour of one, three or four parts, as devices have them. */
    static int ofParts(float[] parts) {
        return switch (parts.length) {
            case 1 -> pack(parts[0], parts[0], parts[0]);
            case 3 -> pack(parts[0], parts[1], parts[2]);
            case 4 -> {
                float light = 1 - parts[3];
                yield pack((1 - parts[0]) * light, (1 - parts[1]) * light, (1 - parts[2]) * light);
            }
            default -> UNKNOWN;
        };
    }

    private static int pack(float red, float green, float blue) {
        return octet(red) << 16 | octet(green) << 8 | octet(blue);
    }

    private static int octet(float part) {
        return Math.round(Math.clamp(part, 0f, 1f) * 255);
    }

    /** Whether nothing of what is below has a say in {@link #over}. */
    static boolean hides(int top, double alpha) {
        return alpha >= 1 || top == UNKNOWN;
    }

    /** One colour painted over another with some opacity. */
    static int over(int top, int bottom, double alpha) {
        if (hides(top, alpha)) {
            return top;
        }
        if (bottom == UNKNOWN) {
            return UNKNOWN;
        }
        return mix(top >> 16 & 255, bottom >> 16 & 255, alpha) << 16
                | mix(top >> 8 & 255, bottom >> 8 & 255, alpha) << 8
                | mix(top & 255, bottom & 255, alpha);
    }

    private static int mix(int top, int bottom, double alpha) {
        return (int) Math.round(top * alpha + bottom * (1 - alpha));
    }

    /** Whether what is painted this way replaces what was there. */
    static boolean isPlain(BlendMode mode) {
        return BlendMode.NORMAL.equals(mode) || BlendMode.COMPATIBLE.equals(mode);
    }

    /** Light that passes through both, as a highlighter leaves it. */
    static int product(int one, int other) {
        if (one == UNKNOWN || other == UNKNOWN) {
            return UNKNOWN;
        }
        return pass(one >> 16, other >> 16) << 16 | pass(one >> 8, other >> 8) << 8 | pass(one, other);
    }

    private static int pass(int one, int other) {
        return (one & 255) * (other & 255) / 255;
    }

    /** Whether nobody sees one on the other; of an unknown colour nobody says so. */
    static boolean blend(int ink, int paper) {
        if (ink == UNKNOWN || paper == UNKNOWN) {
            return false;
        }
        double one = luminance(ink) + 0.05;
        double other = luminance(paper) + 0.05;
        int hue = Math.max(
                Math.abs((ink >> 16 & 255) - (paper >> 16 & 255)),
                Math.max(Math.abs((ink >> 8 & 255) - (paper >> 8 & 255)), Math.abs((ink & 255) - (paper & 255))));
        return Math.max(one, other) / Math.min(one, other) < FAINTEST_RATIO && hue < STRONG_HUE;
    }

    private static double luminance(int rgb) {
        return 0.2126 * LINEAR[rgb >> 16 & 255] + 0.7152 * LINEAR[rgb >> 8 & 255] + 0.0722 * LINEAR[rgb & 255];
    }

    private static double linear(int octet) {
        double part = octet / 255.0;
        return part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
