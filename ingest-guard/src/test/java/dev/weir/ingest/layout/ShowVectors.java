package dev.weir.ingest.layout;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.awt.Color;
import java.awt.Rectangle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.poi.ddf.EscherComplexProperty;
import org.apache.poi.ddf.EscherPropertyTypes;
import org.apache.poi.ddf.EscherSimpleProperty;
import org.apache.poi.hslf.usermodel.HSLFAutoShape;
import org.apache.poi.hslf.usermodel.HSLFGroupShape;
import org.apache.poi.hslf.usermodel.HSLFShape;
import org.apache.poi.hslf.usermodel.HSLFSlide;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hslf.usermodel.HSLFTextBox;
import org.apache.poi.hslf.usermodel.HSLFTextParagraph;
import org.apache.poi.hslf.usermodel.HSLFTextRun;
import org.apache.poi.hslf.usermodel.HSLFTextShape;
import org.apache.poi.sl.usermodel.ShapeType;

/** Ways to hide a sentence in a presentation of the binary format. */
final class ShowVectors {

    private static final String FILE = "talk.ppt";
    private static final Rectangle ON_SLIDE = new Rectangle(100, 100, 400, 60);
    private static final Color NAVY = new Color(0x203864);
    private static final int HIDDEN_SHAPE = 0x20002;
    private static final int SHOWN_SHAPE = 0x20000;

    private ShowVectors() {}

    /** Puts a sentence on the second slide of a presentation. */
    private interface Made {
        void into(HSLFSlideShow show, HSLFSlide slide, String sentence);
    }

    static List<Vector> all() {
        return Stream.of(places(), looks(), beside()).flatMap(List::stream).toList();
    }

    private static List<Vector> places() {
        return List.of(
                made("hidden slide", slide(true), slide(false), Concealment.HIDDEN_SLIDE),
                made("shape beside the slide", at(730, 0), at(710, 0), Concealment.OFF_PAGE),
                made("shape above the slide", at(0, -70), at(0, -50), Concealment.OFF_PAGE),
                made("group beside the slide", group(900), group(100), Concealment.OFF_PAGE),
                made(
                        "shape that is not shown",
                        box(switches(HIDDEN_SHAPE)),
                        box(switches(SHOWN_SHAPE)),
                        Concealment.HIDDEN_OBJECT));
    }

    private static Made slide(boolean hidden) {
        return (show, slide, s) -> {
            text(slide, s);
            slide.setHidden(hidden);
        };
    }

    private static Made at(int x, int y) {
        return box(box -> box.setAnchor(new Rectangle(x, y, 400, 60)));
    }

    private static Made group(int x) {
        return (show, slide, s) -> {
            HSLFGroupShape group = slide.createGroup();
            group.setAnchor(new Rectangle(x, 100, 200, 30));
            group.setInteriorAnchor(new Rectangle(0, 0, 400, 60));
            HSLFTextBox box = group.createTextBox();
            box.setText(s);
            box.setAnchor(new Rectangle(0, 0, 400, 60));
        };
    }

    private static Consumer<HSLFTextBox> switches(int value) {
        return box -> box.getEscherOptRecord()
                .setEscherProperty(new EscherSimpleProperty(EscherPropertyTypes.GROUPSHAPE__FLAGS, value));
    }

    private static List<Vector> looks() {
        return List.of(
                made(
                        "white text",
                        look(run -> run.setFontColor(Color.WHITE)),
                        look(run -> run.setFontColor(Color.BLACK)),
                        Concealment.LOW_CONTRAST),
                made(
                        "text in the colour of the slide",
                        background(NAVY),
                        background(Color.WHITE),
                        Concealment.LOW_CONTRAST),
                made("text in the colour of its shape", filled(NAVY), filled(Color.WHITE), Concealment.LOW_CONTRAST),
                made(
                        "text in the colour of the shape below",
                        above(NAVY),
                        above(Color.WHITE),
                        Concealment.LOW_CONTRAST),
                made(
                        "text of one point",
                        look(run -> run.setFontSize(1.0)),
                        look(run -> run.setFontSize(9.0)),
                        Concealment.TINY_GLYPH));
    }

    private static Made look(Consumer<HSLFTextRun> look) {
        return box(box -> runs(box).forEach(look));
    }

    private static Stream<HSLFTextRun> runs(HSLFTextBox box) {
        return box.getTextParagraphs().stream()
                .map(HSLFTextParagraph::getTextRuns)
                .flatMap(List::stream);
    }

    private static Made background(Color text) {
        return (show, slide, s) -> {
            slide.setFollowMasterBackground(false);
            slide.getBackground().getFill().setForegroundColor(NAVY);
            runs(text(slide, s)).forEach(run -> run.setFontColor(text));
        };
    }

    private static Made filled(Color text) {
        return box(box -> {
            box.setFillColor(NAVY);
            runs(box).forEach(run -> run.setFontColor(text));
        });
    }

    private static Made above(Color text) {
        return (show, slide, s) -> {
            HSLFAutoShape below = new HSLFAutoShape(ShapeType.RECT);
            below.setAnchor(new Rectangle(50, 50, 500, 200));
            below.setFillColor(NAVY);
            slide.addShape(below);
            runs(text(slide, s)).forEach(run -> run.setFontColor(text));
        };
    }

    private static List<Vector> beside() {
        return List.of(
                vector(
                        "notes",
                        s -> ShowFile.notes((show, slide) -> text(slide, s)),
                        TikaSays.BODY,
                        Channel.COMMENT,
                        Concealment.COMMENT),
                vector(
                        "comment",
                        s -> ShowFile.of((show, slide) -> ShowFile.comment(slide, s)),
                        TikaSays.BODY,
                        Channel.COMMENT,
                        Concealment.COMMENT),
                vector(
                        "description of a shape",
                        s -> ShowFile.of((show, slide) -> describe(text(slide, "x"), s)),
                        TikaSays.LOST,
                        Channel.ALT_TEXT,
                        Concealment.ATTRIBUTE_ONLY),
                vector(
                        "slide that is not in the list of slides",
                        s -> ShowFile.of((show, slide) -> {
                            text(slide, s);
                            show.removeSlide(1);
                        }),
                        TikaSays.LOST,
                        Channel.HIDDEN,
                        Concealment.UNREFERENCED_PART),
                vector(
                        "prompt of a master",
                        s -> ShowFile.of((show, slide) -> prompt(show, s)),
                        TikaSays.LOST,
                        Channel.HIDDEN,
                        Concealment.NOT_RENDERED),
                vector(
                        "footer that is not shown",
                        footer(false),
                        footer(true),
                        TikaSays.LOST,
                        Channel.HIDDEN,
                        Concealment.NOT_RENDERED));
    }

    private static void prompt(HSLFSlideShow show, String sentence) {
        for (HSLFShape shape : show.getSlideMasters().getFirst().getShapes()) {
            if (shape instanceof HSLFTextShape text && text.isPlaceholder()) {
                text.setText(sentence);
                return;
            }
        }
        throw new IllegalStateException("the master has no placeholder");
    }

    private static Function<String, byte[]> footer(boolean shown) {
        return s -> ShowFile.of((show, slide) -> {
            slide.getHeadersFooters().setFootersText(s);
            slide.getHeadersFooters().setFooterVisible(shown);
        });
    }

    private static void describe(HSLFTextBox box, String sentence) {
        byte[] words = (sentence + '\0').getBytes(StandardCharsets.UTF_16LE);
        EscherComplexProperty description =
                new EscherComplexProperty(EscherPropertyTypes.GROUPSHAPE__DESCRIPTION, false, words.length);
        description.setComplexData(words);
        box.getEscherOptRecord().setEscherProperty(description);
    }

    private static HSLFTextBox text(HSLFSlide slide, String sentence) {
        HSLFTextBox box = slide.createTextBox();
        box.setText(sentence);
        box.setAnchor(ON_SLIDE);
        return box;
    }

    private static Made box(Consumer<HSLFTextBox> look) {
        return (show, slide, s) -> look.accept(text(slide, s));
    }

    private static byte[] bytes(Made content, String sentence) {
        return ShowFile.of((show, slide) -> content.into(show, slide, sentence));
    }

    private static Vector made(String way, Made hidden, Made shown, Concealment code) {
        return new Vector(
                FILE,
                way,
                s -> bytes(hidden, s),
                s -> bytes(shown, s),
                TikaSays.BODY,
                Channel.HIDDEN,
                code,
                Place.Slide.class);
    }

    private static Vector vector(
            String way, Function<String, byte[]> hidden, TikaSays tika, Channel channel, Concealment code) {
        return vector(way, hidden, s -> bytes((show, slide, shown) -> text(slide, shown), s), tika, channel, code);
    }

    private static Vector vector(
            String way,
            Function<String, byte[]> hidden,
            Function<String, byte[]> shown,
            TikaSays tika,
            Channel channel,
            Concealment code) {
        return new Vector(FILE, way, hidden, shown, tika, channel, code, Place.Slide.class);
    }
}
