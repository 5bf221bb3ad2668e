package dev.weir.ingest.layout.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.graphics.state.PDSoftMask;
import org.junit.jupiter.api.Test;

class PdfSoftMasksTest {

    private static final String ALL_WHITE = "1 g 0 0 9 9 re f";

    private final PdfSoftMasks masks = new PdfSoftMasks(new PdfWork());

    @Test
    void isShutWhenNothingLightIsPaintedThenSo() throws IOException {
        assertThat(masks.isShut(mask("Luminosity", ""))).isTrue();
        assertThat(masks.isShut(mask("Luminosity", "0.02 g 0 0 9 9 re f"))).isTrue();
        assertThat(masks.isShut(mask("Alpha", ""))).isTrue();
    }

    @Test
    void isShutWhenItIsAskedAgainThenTheAnswerIsTheSame() throws IOException {
        PDSoftMask shut = mask("Luminosity", "");
        PDSoftMask open = mask("Luminosity", ALL_WHITE);
        for (int i = 0; i < 2; i++) {
            assertThat(masks.isShut(shut)).isTrue();
            assertThat(masks.isShut(open)).isFalse();
        }
    }

    @Test
    void isShutWhenSomethingIsLightOrNotKnownThenNot() throws IOException {
        assertThat(masks.isShut(null)).isFalse();
        assertThat(masks.isShut(mask("Luminosity", ALL_WHITE))).isFalse();
        assertThat(masks.isShut(mask("Luminosity", "/Picture Do"))).isFalse();
        assertThat(masks.isShut(mask("Luminosity", "0 0 9 9 re f"))).isFalse();
        assertThat(masks.isShut(mask("Alpha", "0 g 0 0 9 9 re f"))).isFalse();
        assertThat(masks.isShut(new PDSoftMask(new COSDictionary()))).isFalse();
    }

    @Test
    void isShutWhenTheBackdropIsLightThenNot() throws IOException {
        assertThat(masks.isShut(over(mask("Luminosity", ""), 1))).isFalse();
        assertThat(masks.isShut(over(mask("Luminosity", ""), 0))).isTrue();
    }

    @Test
    void isShutWhenAFunctionTurnsLightIntoDarkThenWhatIsLightIsShut() throws IOException {
        assertThat(masks.isShut(inverted(mask("Luminosity", "")))).isFalse();
        assertThat(masks.isShut(inverted(mask("Alpha", "")))).isFalse();
        assertThat(masks.isShut(inverted(over(mask("Luminosity", ALL_WHITE), 1))))
                .isTrue();
        assertThat(masks.isShut(inverted(mask("Luminosity", ALL_WHITE)))).isFalse();
    }

    @Test
    void isShutWhenTheFunctionIsBrokenThenNot() throws IOException {
        PDSoftMask mask = mask("Luminosity", "");
        mask.getCOSObject().setItem(COSName.TR, new COSDictionary());
        assertThat(masks.isShut(mask)).isFalse();
    }

    private static PDSoftMask mask(String kind, String instructions) throws IOException {
        COSStream group = new COSStream();
        try (OutputStream out = group.createOutputStream()) {
            out.write(instructions.getBytes(StandardCharsets.US_ASCII));
        }
        COSDictionary mask = new COSDictionary();
        mask.setItem(COSName.S, COSName.getPDFName(kind));
        mask.setItem(COSName.G, group);
        return new PDSoftMask(mask);
    }

    private static PDSoftMask over(PDSoftMask mask, int grey) {
        mask.getCOSObject().setItem(COSName.BC, array(grey));
        return mask;
    }

    private static PDSoftMask inverted(PDSoftMask mask) {
        COSDictionary function = new COSDictionary();
        function.setInt(COSName.FUNCTION_TYPE, 2);
        function.setItem(COSName.DOMAIN, array(0, 1));
        function.setItem(COSName.C0, array(1));
        function.setItem(COSName.C1, array(0));
        function.setItem(COSName.N, COSInteger.ONE);
        mask.getCOSObject().setItem(COSName.TR, function);
        return mask;
    }

    private static COSArray array(float... parts) {
        COSArray array = new COSArray();
        for (float part : parts) {
            array.add(new COSFloat(part));
        }
        return array;
    }
}
