package dev.weir.ingest.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The text of ordinary RTF documents, in the order and on the lines in which people read it, and of hostile ones. */
class RtfTextTest {

    private static final String HEAD = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}"
            + "{\\f1\\fcharset2 Symbol;}{\\f2\\fcharset128 MS Gothic;}{\\f3\\fcharset204 Arial Cyr;}}"
            + "{\\colortbl;\\red255\\green255\\blue255;\\red32\\green56\\blue100;}\\pard\\plain ";

    @RegisterExtension
    static final ReadFiles FILES = new ReadFiles();

    @Test
    void rtfWhenTextIsInATableThenEachRowIsALineWithBlanksBetweenCells() {
        assertThat(body("\\trowd\\cellx1\\cellx2\\intbl Pears\\cell four\\cell\\row"
                        + "\\trowd\\cellx1\\cellx2\\intbl\\cell five\\cell\\row\\pard After.\\par"))
                .isEqualTo("Pears four\nfive\nAfter.");
    }

    @Test
    void rtfWhenACellHasTwoParagraphsThenEachIsALine() {
        assertThat(body("\\trowd\\cellx1\\cellx2\\intbl One\\par Two\\cell Three\\cell\\row\\pard After.\\par"))
                .isEqualTo("One\nTwo Three\nAfter.");
    }

    @Test
    void rtfWhenATableIsInACellThenItsRowsAreLines() {
        assertThat(body("\\trowd\\cellx1\\intbl Outer\\par{\\itap2 a\\nestcell b\\nestcell{\\*\\nesttableprops"
                        + "\\trowd\\cellx1\\cellx2\\nestrow}{\\nonesttables\\par}c\\nestcell{\\*\\nesttableprops"
                        + "\\trowd\\nestrow}}\\cell\\row\\pard After.\\par"))
                .isEqualTo("Outer\na b\nc\nAfter.");
    }

    @Test
    void rtfWhenAListIsNumberedThenTheNumbersAreRead() {
        assertThat(body("{\\listtext\\pard 1.\\tab}\\ls1 Sow\\par{\\pntext\\f1\\'B7\\tab}Reap\\par"))
                .isEqualTo("1. Sow\n\u00b7 Reap");
    }

    @Test
    void rtfWhenANoteHangsOnAParagraphThenItFollows() {
        assertThat(body("Before {\\super\\chftn{\\footnote\\pard\\plain In the note.}}and after.\\par Next.\\par"))
                .isEqualTo("Before and after.\nIn the note.\nNext.");
    }

    @Test
    void rtfWhenASectionHasAHeaderThenItComesFirst() {
        assertThat(body("{\\header\\pard Report of May\\par}Text.\\par{\\footer Page 1\\par}"))
                .isEqualTo("Report of May\nText.\nPage 1");
    }

    @Test
    void rtfWhenABoxHangsOnAParagraphThenItFollowsAndIsSaidOnce() {
        ParsedDocument read = read("Before {\\shp{\\*\\shpinst{\\shptxt In the box, with words.\\par}}{\\shprslt"
                + "{\\*\\do{\\dptxbxtext In the box, with words.\\par}}}}and after.\\par");
        assertThat(text(read, Channel.BODY)).isEqualTo("Before and after.\nIn the box, with words.");
        assertThat(text(read, Channel.HIDDEN)).isEmpty();
    }

    @Test
    void rtfWhenLettersAreNamedOrNumberedThenTheyAreRead() {
        assertThat(body("\\ldblquote a\\rdblquote\\emdash b\\~c\\_d\\u8364?\\u-10179?\\u-8704?\\'e9 {\\f3\\'c4\\'e0}"
                        + "{\\f2\\'93\\'fa\\'96\\{}\\par"))
                .isEqualTo("\u201ca\u201d\u2014b\u00a0c\u2011d\u20ac\ud83d\ude00\u00e9 \u0414\u0430\u65e5\u672c");
    }

    @Test
    void rtfWhenALetterIsStatedByNumberThenWhatStandsForItIsLeftOut() {
        assertThat(body("{\\uc2\\u24180\\'94\\'4e a}{\\uc1\\u8212\\emdash b}{\\uc0\\u233 c}\\par"))
                .isEqualTo("\u5e74 a\u2014b\u00e9c");
    }

    @Test
    void rtfWhenAWordIsSplitByFormatsThenItIsOneWord() {
        assertThat(body("The or{\\b cha}{\\i rd\\*\\cs7\\cf0 s} by the ri\\-ver\\par"))
                .isEqualTo("The orchards by the river");
    }

    @Test
    void rtfWhenALinkHasATargetInWordsThenItIsMetadata() {
        ParsedDocument read = read(
                "{\\field{\\*\\fldinst HYPERLINK \"http://example.org/send-all-the-letters\"}{\\fldrslt See}}\\par");
        assertThat(text(read, Channel.BODY)).isEqualTo("See");
        assertThat(text(read, Channel.METADATA)).contains("send-all-the-letters");
    }

    @Test
    void rtfWhenItHasPropertiesThenTheyAreMetadata() {
        ParsedDocument read = FILES.read(
                "minutes.rtf",
                RtfVectors.bytes("{\\rtf1\\ansi{\\info{\\title The pond}{\\author Ada}{\\operator Bob Miller}"
                        + "{\\creatim\\yr2026\\mo3\\dy2}}\\pard Text.\\par}"));
        assertThat(text(read, Channel.METADATA))
                .contains("dc:title: The pond")
                .contains("dc:creator: Ada")
                .contains("Bob Miller");
        assertThat(text(read, Channel.BODY)).isEqualTo("Text.");
    }

    @Test
    void rtfWhenAFileIsEmbeddedThenItIsAPartOfItsOwn() {
        StringBuilder digits = new StringBuilder();
        "<svg xmlns='http://www.w3.org/2000/svg'><text y='9'>A quiet pond</text></svg>"
                .chars()
                .forEach(unit -> digits.append(String.format(Locale.ROOT, "%02x", unit)));
        ParsedDocument read = read("Text.{\\pict\\pngblip " + digits + "}\\par");
        assertThat(read.layers()).anySatisfy(layer -> {
            assertThat(layer.location()).isEqualTo("/1");
            assertThat(layer.text()).contains("A quiet pond");
        });
        assertThat(text(read, Channel.BODY)).isEqualTo("Text.");
    }

    @Test
    void rtfWhenWhiteTextIsInATableInATableThenItsGroundIsNotKnown() {
        assertThat(body("\\trowd\\cellx1\\intbl{\\itap2{\\cf1 Pears}\\nestcell{\\*\\nesttableprops\\trowd\\clcbpat2"
                        + "\\cellx1\\nestrow}}\\cell\\row\\pard\\par"))
                .isEqualTo("Pears");
    }

    @Test
    void rtfWhenARowIsDescribedAgainBehindItsCellsThenTheNextRowIsNotShifted() {
        String row = "\\trowd\\cellx1\\clcbpat2\\cellx2\\pard\\intbl a\\cell{\\cf1 %s}\\cell{\\trowd\\cellx1\\clcbpat2"
                + "\\cellx2\\row}";
        assertThat(body(row.replace("%s", "one") + row.replace("%s", "two") + "\\pard\\par"))
                .isEqualTo("a one\na two");
    }

    @Test
    void rtfWhenNamesAreOrdinaryThenNothingIsHidden() {
        ParsedDocument read = FILES.read(
                "minutes.rtf",
                RtfVectors.bytes("{\\rtf1\\ansi{\\fonttbl{\\f0{\\*\\panose 02020603050405020304}Times New Roman "
                        + "(Vietnamese){\\*\\falt Book Antiqua};}}{\\stylesheet{\\s1 heading 1 Char;}}{\\*\\latentstyles"
                        + "{\\lsdlockedexcept Normal;Light Grid Accent 1;}}{\\*\\xmlnstbl{\\xmlns1 "
                        + "http://schemas.microsoft.com/office/word/2003/wordml}}{\\*\\themedata 504b0304deadbeef}"
                        + "{\\*\\generator Riched20 10.0.19041}\\pard{\\*\\bkmkstart _GoBack}Text.\\par}"));
        assertThat(text(read, Channel.HIDDEN)).isEmpty();
        assertThat(text(read, Channel.METADATA)).doesNotContain("Times").doesNotContain("schemas");
    }

    @Test
    void rtfWhenItBreaksOffThenWhatWasReadStaysAndAGapBlocks() {
        ParsedDocument read = FILES.read("minutes.rtf", RtfVectors.bytes(HEAD + "As far as this{\\b and"));
        assertThat(text(read, Channel.BODY)).isEqualTo("As far as thisand");
        assertThat(read.gaps()).anyMatch(gap -> gap.code() == GapCode.TRUNCATED && gap.isBlocking());
    }

    @Test
    void rtfWhenBytesAreStatedThatAreNotThereThenAGapBlocks() {
        ParsedDocument read = read("As far as this{\\bin2147483647 and no further.}\\par");
        assertThat(text(read, Channel.BODY)).isEqualTo("As far as this");
        assertThat(text(read, Channel.HIDDEN)).contains("and no further");
        assertThat(read.gaps()).anyMatch(gap -> gap.code() == GapCode.TRUNCATED);
    }

    @Test
    void rtfWhenGroupsAreNestedWithoutEndThenWhatWasReadStaysAndAGapBlocks() {
        ParsedDocument read = read("As far as this.\\par" + "{".repeat(1_000_000) + "x");
        assertThat(text(read, Channel.BODY)).isEqualTo("As far as this.");
        assertThat(read.gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void rtfWhenItHasMillionsOfWordsThenItIsRead() {
        ParsedDocument read = read("{\\b0\\i0}\\s5\\cs6".repeat(500_000) + "\\'\\'x Text." + "\\par".repeat(10));
        assertThat(text(read, Channel.BODY)).isEqualTo("x Text.");
        assertThat(read.gaps()).isEmpty();
    }

    @Test
    void rtfWhenShapesAreNestedThenTheyAreRead() {
        String shape = "{\\shp{\\*\\shpinst{\\shptxt ";
        assertThat(body(shape.repeat(500) + "Deep." + "}}}".repeat(500) + "\\par"))
                .isEqualTo("Deep.");
    }

    private static ParsedDocument read(String body) {
        return FILES.read("minutes.rtf", RtfVectors.bytes(HEAD + body + "}"));
    }

    private static String body(String body) {
        return text(read(body), Channel.BODY);
    }

    private static String text(ParsedDocument read, Channel channel) {
        return read.layers().stream()
                .filter(layer -> layer.channel() == channel && layer.location().equals("/"))
                .map(Layer::text)
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
