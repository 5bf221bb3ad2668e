package dev.weir.ingest.layout;

import static dev.weir.ingest.layout.OdfFile.look;
import static dev.weir.ingest.layout.OdfFile.paragraph;
import static dev.weir.ingest.layout.OdfFile.style;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Ways to hide a sentence in OpenDocument: texts, spreadsheets, presentations, and the same in flat files. */
final class OdfVectors {

    private OdfVectors() {}

    static List<Vector> all() {
        return Stream.of(OdfTextVectors.all(), OdfSheetVectors.all(), OdfSlideVectors.all(), properties(), flat())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Vector> properties() {
        return List.of(
                property(
                        "minutes.odt",
                        s -> OdfFile.text("")
                                .meta("<meta:printed-by>" + s + "</meta:printed-by>")
                                .bytes(),
                        s -> OdfFile.text(paragraph(s)).bytes()),
                property(
                        "minutes.fodt",
                        s -> OdfFile.text("")
                                .meta("<meta:printed-by>" + s + "</meta:printed-by>")
                                .flat(),
                        s -> OdfFile.text(paragraph(s)).flat()));
    }

    private static Vector property(String file, Function<String, byte[]> hidden, Function<String, byte[]> shown) {
        return new Vector(
                file,
                "property that Tika does not know",
                hidden,
                shown,
                TikaSays.LOST,
                Channel.METADATA,
                Concealment.METADATA,
                Place.Paragraph.class);
    }

    private static List<Vector> flat() {
        String white = style("T", "text", "", look("fo:color=\"#ffffff\""));
        String grey = style("T", "text", "", look("fo:color=\"#808080\""));
        String sheet = "<table:table table:name=\"F\"><table:table-column/><table:table-row table:visibility=\"%v\">"
                + "<table:table-cell office:value-type=\"string\"><text:p>%s</text:p></table:table-cell>"
                + "</table:table-row></table:table>";
        String slide = "<draw:page draw:master-page-name=\"Standard\"><draw:frame svg:x=\"%v\" svg:y=\"2cm\""
                + " svg:width=\"9cm\" svg:height=\"3cm\"><draw:text-box><text:p>%s</text:p></draw:text-box></draw:frame>"
                + "</draw:page>";
        return List.of(
                flat(
                        "minutes.fodt",
                        "white text",
                        s -> spanned(s).styled(white),
                        s -> spanned(s).styled(grey),
                        Concealment.LOW_CONTRAST,
                        Place.Paragraph.class),
                flat(
                        "minutes.fodt",
                        "hidden section",
                        s -> OdfFile.text("<text:section text:display=\"none\">" + paragraph(s) + "</text:section>"),
                        s -> OdfFile.text("<text:section>" + paragraph(s) + "</text:section>"),
                        Concealment.VANISH,
                        Place.Paragraph.class),
                flat(
                        "figures.fods",
                        "hidden row",
                        s -> OdfFile.sheets(sheet.replace("%v", "collapse").replace("%s", s)),
                        s -> OdfFile.sheets(sheet.replace("%v", "visible").replace("%s", s)),
                        Concealment.HIDDEN_ROW,
                        Place.Cell.class),
                flat(
                        "talk.fodp",
                        "shape beside the slide",
                        s -> OdfFile.slides(slide.replace("%v", "-20cm").replace("%s", s)),
                        s -> OdfFile.slides(slide.replace("%v", "2cm").replace("%s", s)),
                        Concealment.OFF_PAGE,
                        Place.Slide.class));
    }

    private static Vector flat(
            String file,
            String way,
            Function<String, OdfFile> hidden,
            Function<String, OdfFile> shown,
            Concealment code,
            Class<? extends Place> place) {
        return new Vector(
                file,
                way,
                s -> hidden.apply(s).flat(),
                s -> shown.apply(s).flat(),
                TikaSays.BODY,
                Channel.HIDDEN,
                code,
                place);
    }

    private static OdfFile spanned(String text) {
        return OdfFile.text(paragraph("<text:span text:style-name=\"T\">" + text + "</text:span>"));
    }
}
