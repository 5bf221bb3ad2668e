package dev.weir.ingest.layout.ocr;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A picture in shades of grey, at a size at which words are read well. */
final class GreyPicture {

    private static final int SMALL_SIDE = 2_000;
    private static final int MAX_PIXELS = 12_000_000;
    private static final int TILE = 64;
    private static final double FLAT_PART = 0.4;
    private static final double FAINTEST_RATIO = 1.2;
    private static final double INK_PART = 0.01;
    private static final int FEWEST_FAINT_PIXELS = 200;
    private static final int BLACK = 0;
    private static final byte WHITE = (byte) 255;
    private static final boolean[][] FAINT = faint();

    private final byte[] shades;
    private final int width;
    private final int height;
    private final double scale;

    private GreyPicture(byte[] shades, int width, double scale) {
        this.shades = shades;
        this.width = width;
        this.height = shades.length / width;
        this.scale = scale;
    }

    static GreyPicture of(BufferedImage picture) {
        double scale = Math.max(picture.getWidth(), picture.getHeight()) <= SMALL_SIDE ? 2 : 1;
        double pixels = (double) picture.getWidth() * picture.getHeight();
        scale = Math.min(scale, Math.sqrt(MAX_PIXELS / pixels));
        int width = Math.max(1, (int) (picture.getWidth() * scale));
        int height = Math.max(1, (int) (picture.getHeight() * scale));
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = scaled.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.drawImage(picture, 0, 0, width, height, Color.WHITE, null);
        pen.dispose();
        byte[] shades = new byte[width * height];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            scaled.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int rgb = row[x];
                shades[y * width + x] =
                        (byte) ((299 * (rgb >> 16 & 255) + 587 * (rgb >> 8 & 255) + 114 * (rgb & 255) + 500) / 1000);
            }
        }
        return new GreyPicture(shades, width, scale);
    }

    /** This picture with nothing but what is hardly another shade than the ground around it, in black; empty if there is none. */
    Optional<GreyPicture> faintOnly() {
        byte[] drawn = new byte[shades.length];
        int found = 0;
        for (int top = 0; top < height; top += TILE) {
            for (int left = 0; left < width; left += TILE) {
                found += drawFaint(drawn, left, top);
            }
        }
        return found < FEWEST_FAINT_PIXELS ? Optional.empty() : Optional.of(new GreyPicture(drawn, width, scale));
    }

    private int drawFaint(byte[] drawn, int left, int top) {
        int right = Math.min(width, left + TILE);
        int bottom = Math.min(height, top + TILE);
        int[] counts = counts(left, top, right, bottom);
        int ground = most(counts);
        boolean flat = counts[ground] >= FLAT_PART * (right - left) * (bottom - top);
        int found = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int shade = shades[y * width + x] & 255;
                boolean faint = flat && shade != ground && FAINT[shade][ground];
                drawn[y * width + x] = faint ? BLACK : WHITE;
                found += faint ? 1 : 0;
            }
        }
        return found;
    }

    private int[] counts(int left, int top, int right, int bottom) {
        int[] counts = new int[256];
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                counts[shades[y * width + x] & 255]++;
            }
        }
        return counts;
    }

    private static int most(int[] counts) {
        int most = 0;
        for (int shade = 0; shade < counts.length; shade++) {
            most = counts[shade] > counts[most] ? shade : most;
        }
        return most;
    }

    /** A word that was read in this picture, with its place in the picture as it came. */
    Word placed(Word read) {
        boolean faint = isFaint(read.x(), read.y(), read.x() + read.width(), read.y() + read.height());
        return new Word(
                read.text(),
                read.line(),
                (int) (read.x() / scale),
                (int) (read.y() / scale),
                (int) Math.ceil(read.width() / scale),
                (int) Math.ceil(read.height() / scale),
                faint);
    }

    private boolean isFaint(int left, int top, int right, int bottom) {
        int fromX = Math.clamp(left, 0, width);
        int toX = Math.clamp(right, fromX, width);
        int fromY = Math.clamp(top, 0, height);
        int toY = Math.clamp(bottom, fromY, height);
        int[] counts = counts(fromX, fromY, toX, toY);
        int ground = most(counts);
        int visible = 0;
        for (int shade = 0; shade < counts.length; shade++) {
            visible += FAINT[shade][ground] ? 0 : counts[shade];
        }
        return visible < INK_PART * (toX - fromX) * (toY - fromY);
    }

    /** Writes it in the plainest of formats. */
    void write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(("P5\n" + width + " " + height + "\n255\n").getBytes(StandardCharsets.US_ASCII));
            out.write(shades);
        }
    }

    private static boolean[][] faint() {
        double[] light = new double[256];
        for (int shade = 0; shade < light.length; shade++) {
            double part = shade / 255.0;
            light[shade] = 0.05 + (part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        boolean[][] faint = new boolean[256][256];
        for (int one = 0; one < light.length; one++) {
            for (int other = 0; other < light.length; other++) {
                double ratio = Math.max(light[one], light[other]) / Math.min(light[one], light[other]);
                faint[one][other] = ratio < FAINTEST_RATIO;
            }
        }
        return faint;
    }
}
