package dev.weir.ingest.layout.pdf;

import java.io.IOException;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.common.function.PDFunction;
import org.apache.pdfbox.pdmodel.graphics.state.PDSoftMask;
import org.jspecify.annotations.Nullable;

/** Which soft masks of a document let nothing through anywhere. */
final class PdfSoftMasks {

    private static final int MAX_MASKS = 10_000;
    private static final int BLACK = 0;

    private final PdfWork work;
    private final IdentityHashMap<COSDictionary, Boolean> shut = new IdentityHashMap<>();

    PdfSoftMasks(PdfWork work) {
        this.work = work;
    }

    /** Whether nothing of what is painted through a mask is seen. Of a mask that is open in one place nobody says so. */
    boolean isShut(@Nullable PDSoftMask mask) {
        if (mask == null) {
            return false;
        }
        @Nullable Boolean known = shut.get(mask.getCOSObject());
        if (known == null) {
            known = read(mask);
            if (shut.size() < MAX_MASKS) {
                shut.put(mask.getCOSObject(), known);
            }
        }
        return known;
    }

    private boolean read(PDSoftMask mask) {
        @Nullable COSStream group = mask.getCOSObject().getCOSStream(COSName.G);
        if (group == null) {
            return false;
        }
        Set<Integer> inks = new HashSet<>(PdfInks.of(group, PdfColours.UNKNOWN, work));
        boolean byLight = COSName.LUMINOSITY.equals(mask.getSubType());
        if (byLight) {
            @Nullable COSArray backdrop = mask.getBackdropColor();
            inks.add(backdrop == null ? BLACK : PdfColours.ofParts(backdrop.toFloatArray()));
        } else if (inks.isEmpty()) {
            inks.add(BLACK);
        } else {
            return false;
        }
        try {
            @Nullable PDFunction transfer = mask.getTransferFunction();
            for (int ink : inks) {
                if (ink == PdfColours.UNKNOWN || through(ink, transfer) >= PdfGlyphs.FAINTEST_ALPHA) {
                    return false;
                }
            }
            return true;
        } catch (IOException | RuntimeException e) {
            return false; // a function that cannot be understood
        }
    }

    private static double through(int ink, @Nullable PDFunction transfer) throws IOException {
        float light = (0.3f * (ink >> 16 & 255) + 0.59f * (ink >> 8 & 255) + 0.11f * (ink & 255)) / 255;
        return transfer == null ? light : transfer.eval(new float[] {light})[0];
    }
}
