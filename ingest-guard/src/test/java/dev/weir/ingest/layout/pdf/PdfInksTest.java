package dev.weir.ingest.layout.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PdfInksTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''| ''",
                "0 0 9 9 re W n| ''",
                "0 0 9 9 re f| before",
                "0 0 m 9 9 l S| before",
                "1 g 0 0 9 9 re f| ffffff",
                "1 0 0 rg 0 0 9 9 re f*| ff0000",
                "0 0 0 1 k 0 0 9 9 re F| 0",
                "1 g 0 0 9 9 re S| before",
                "1 g 1 0 0 RG 0 0 9 9 re B| ff0000 ffffff",
                "q 1 g 0 0 9 9 re f Q 0 0 9 9 re f| before ffffff",
                "Q 1 g 0 0 9 9 re f| ffffff",
                "/DeviceGray cs 0 0 9 9 re f| 0",
                "/DeviceGray cs 1 sc 0 0 9 9 re f| ffffff",
                "/DeviceRGB CS 1 0 0 SCN 0 0 9 9 re s| ff0000",
                "/Own cs 1 scn 0 0 9 9 re f| unknown",
                "1 g BT /F 9 Tf (a) Tj ET| ffffff",
                "/Picture Do| unknown",
                "/Shade sh| unknown",
                "1 g BI /W 1 /H 1 /IM true /BPC 1 ID x EI| ffffff",
                "BI /W 1 /H 1 /CS /G /BPC 8 ID x EI| unknown",
                "600 0 0 0 9 9 d1 1 g 0 0 9 9 re f| before",
                "600 0 d0 1 g 0 0 9 9 re f| ffffff",
                "1 2 3 4 5 6 7 rg f| unknown",
            })
    void ofWhenInstructionsPaintThenTheirColours(String instructions, String colours) throws IOException {
        Set<String> names = PdfInks.of(stream(instructions), PdfInks.INHERITED, new PdfWork()).stream()
                .map(PdfInksTest::name)
                .collect(Collectors.toSet());
        assertThat(names)
                .isEqualTo(Arrays.stream(colours.split(" "))
                        .filter(colour -> !colour.isEmpty())
                        .collect(Collectors.toSet()));
    }

    @Test
    void ofWhenThereAreTooManyInstructionsThenTheyAreNotFollowed() throws IOException {
        assertThat(PdfInks.of(stream("n ".repeat(600_000)), 0, new PdfWork())).containsExactly(PdfColours.UNKNOWN);
    }

    @Test
    void ofWhenTheyArePackedAsAPictureThenTheyAreNotFollowed() throws IOException {
        COSStream stream = stream("n");
        stream.setItem(COSName.FILTER, COSName.DCT_DECODE);
        assertThat(PdfInks.of(stream, 0, new PdfWork())).containsExactly(PdfColours.UNKNOWN);
    }

    @Test
    void ofWhenStatesAreSavedWithoutEndThenTheyAreNotFollowed() throws IOException {
        assertThat(PdfInks.of(stream("q ".repeat(100)), 0, new PdfWork())).containsExactly(PdfColours.UNKNOWN);
    }

    @Test
    void ofWhenAPageHasHadItsInstructionsThenItEnds() throws IOException {
        PdfWork work = new PdfWork();
        COSStream stream = stream("n ".repeat(400_000));
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20; i++) {
                        PdfInks.of(stream, 0, work);
                    }
                })
                .isInstanceOf(PdfWork.PageLimitException.class);
    }

    private static String name(int colour) {
        return switch (colour) {
            case PdfInks.INHERITED -> "before";
            case PdfColours.UNKNOWN -> "unknown";
            default -> Integer.toHexString(colour);
        };
    }

    private static COSStream stream(String instructions) throws IOException {
        COSStream stream = new COSStream();
        try (OutputStream out = stream.createOutputStream()) {
            out.write(instructions.getBytes(StandardCharsets.US_ASCII));
        }
        return stream;
    }
}
