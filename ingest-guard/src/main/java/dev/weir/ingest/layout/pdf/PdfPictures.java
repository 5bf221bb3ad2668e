package dev.weir.ingest.layout.pdf;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** What can be said of pictures without looking at all of them. */
final class PdfPictures {

    private static final int MAX_PIXELS = 1_000_000;
    private static final int FEW_PIXELS = 4_096;
    private static final int FEW_BYTES = 4_096;
    private static final int SAME_SHADE = 8;
    private static final Set<COSName> PACKINGS =
            Set.of(COSName.JBIG2_DECODE, COSName.DCT_DECODE, COSName.JPX_DECODE, COSName.CCITTFAX_DECODE);

    private PdfPictures() {}

    /** The one colour that a picture has all over, if it is small or packed so well that it may have; else unknown. */
    static int flatColour(COSDictionary picture, long bytes, PDResources resources) {
        long pixels = (long) picture.getInt(COSName.WIDTH, 0) * picture.getInt(COSName.HEIGHT, 0);
        boolean simple = pixels > 0 && pixels <= MAX_PIXELS && (pixels <= FEW_PIXELS || bytes <= FEW_BYTES);
        if (!simple || !(picture instanceof COSStream stream) || isPacked(stream)) {
            return PdfColours.UNKNOWN;
        }
        try {
            return flatColour(new PDImageXObject(new PDStream(stream), resources).getImage());
        } catch (IOException | RuntimeException e) {
            return PdfColours.UNKNOWN;
        }
    }

    private static int flatColour(BufferedImage image) {
        int first = image.getRGB(0, 0) & PdfColours.WHITE;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int other = image.getRGB(x, y) & PdfColours.WHITE;
                boolean same = Math.abs((first >> 16) - (other >> 16)) <= SAME_SHADE
                        && Math.abs((first >> 8 & 255) - (other >> 8 & 255)) <= SAME_SHADE
                        && Math.abs((first & 255) - (other & 255)) <= SAME_SHADE;
                if (!same) {
                    return PdfColours.UNKNOWN;
                }
            }
        }
        return first;
    }

    /**
     * Instructions are never packed as a picture is; to unpack them would cost whatever the picture says it measures.
     *
     * @throws IOException if those of this page are
     */
    static void requireInstructions(PDPage page) throws IOException {
        COSBase contents = page.getCOSObject().getDictionaryObject(COSName.CONTENTS);
        boolean packed = contents instanceof COSStream stream && isPacked(stream);
        if (contents instanceof COSArray several) {
            for (int i = 0; i < several.size() && !packed; i++) {
                packed = several.getObject(i) instanceof COSStream stream && isPacked(stream);
            }
        }
        if (packed) {
            throw new IOException("the instructions of a page are a picture");
        }
    }

    /** Whether a stream is packed in a way that only pictures are. */
    static boolean isPacked(COSStream stream) {
        COSBase filters = stream.getFilters();
        return (filters instanceof COSName name && PACKINGS.contains(name))
                || (filters instanceof COSArray several
                        && PACKINGS.stream().anyMatch(filter -> several.indexOf(filter) >= 0));
    }
}
