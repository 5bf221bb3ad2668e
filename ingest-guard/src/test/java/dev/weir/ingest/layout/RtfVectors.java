package dev.weir.ingest.layout;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Ways to hide a sentence in an RTF document. */
final class RtfVectors {

    private static final String FILE = "minutes.rtf";

    private static final String HEAD = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}"
            + "{\\f1\\fnil\\fcharset2 Wingdings;}}{\\colortbl;\\red0\\green0\\blue0;\\red255\\green255\\blue255;"
            + "\\red254\\green254\\blue254;\\red32\\green56\\blue100;\\red255\\green255\\blue0;}{\\stylesheet"
            + "{\\s0 Normal;}{\\s5\\v Base;}{\\s6\\sbasedon5 Quiet;}{\\s7\\fs22 Loud;}{\\*\\cs10\\v Mute;}"
            + "{\\*\\cs11\\b Bold;}}\\paperw12240\\paperh15840 ";

    private static final String INTRO = "\\pard\\plain\\f0\\fs24 Minutes of the meeting.\\par ";

    private final List<Vector> vectors = new ArrayList<>();

    private RtfVectors() {}

    static List<Vector> all() {
        RtfVectors all = new RtfVectors();
        all.characters();
        all.colours();
        all.paragraphs();
        all.revisionsAndFields();
        all.destinations();
        all.twice();
        all.shapes();
        all.names();
        all.pages();
        return all.vectors;
    }

    private void characters() {
        look("hidden text", "\\v", "\\v0", Concealment.VANISH);
        look("hidden on the web", "\\webhidden", "\\webhidden0", Concealment.VANISH);
        look("hidden text by a style of characters", "\\cs10", "\\cs11", Concealment.VANISH);
        hidden(
                "hidden text by a style of paragraphs that builds on another",
                "\\pard\\plain\\s6 §\\par ",
                "\\pard\\plain\\s7 §\\par ",
                Concealment.VANISH);
        look("text of one point", "\\fs2", "\\fs16", Concealment.TINY_GLYPH);
        look("text of one percent width", "\\charscalex1", "\\charscalex90", Concealment.TINY_GLYPH);
        look("text far above its line", "\\up2000", "\\up6", Concealment.OFF_PAGE);
        look("text far below its line", "\\dn2000", "\\dn6", Concealment.OFF_PAGE);
        look("text in a font of signs", "\\f1", "\\f0", Concealment.MAPPED_GLYPHS);
    }

    private void colours() {
        look("white text", "\\cf3", "\\cf3\\chcbpat1", Concealment.LOW_CONTRAST);
        look("text in the colour of its ground", "\\cf4\\cb4", "\\cf4\\cb2", Concealment.LOW_CONTRAST);
        look("text in the colour of its shading", "\\cf4\\chcbpat4", "\\cf4\\chcbpat5", Concealment.LOW_CONTRAST);
        look(
                "text in the colour of a pattern",
                "\\cf4\\chshdng10000\\chcfpat4",
                "\\cf4\\chshdng1000\\chcfpat4",
                Concealment.LOW_CONTRAST);
        look("text in the colour of its highlight", "\\cf5\\highlight5", "\\cf1\\highlight5", Concealment.LOW_CONTRAST);
        hidden(
                "text in the colour of its paragraph",
                "\\pard\\plain\\cbpat4\\cf4 §\\par ",
                "\\pard\\plain\\cbpat2\\cf4 §\\par ",
                Concealment.LOW_CONTRAST);
        String cell = "\\trowd%s\\cellx9000\\pard\\plain\\intbl\\cf4 §\\cell\\row\\pard ";
        hidden(
                "text in the colour of its cell",
                cell.replace("%s", "\\clcbpat4"),
                cell.replace("%s", "\\clcbpat5"),
                Concealment.LOW_CONTRAST);
        String page = "{\\*\\background{\\shp{\\*\\shpinst{\\sp{\\sn fillColor}{\\sv %s}}}}}{\\cf4 §}\\par ";
        hidden(
                "text in the colour of the page",
                page.replace("%s", "6568992"),
                page.replace("%s", "16777215"),
                Concealment.LOW_CONTRAST);
    }

    private void paragraphs() {
        hidden(
                "frame beside the page",
                "\\pard\\plain\\phpg\\pvpg\\posnegx9000\\posy1440\\absw4000 §\\par ",
                "\\pard\\plain\\phpg\\pvpg\\posx900\\posy1440\\absw4000 §\\par ",
                Concealment.OFF_PAGE);
        hidden(
                "frame below the page",
                "\\pard\\plain\\phpg\\pvpg\\posx900\\posy20000\\absw4000 §\\par ",
                "\\pard\\plain\\phpg\\pvpg\\posx900\\posy2000\\absw4000 §\\par ",
                Concealment.OFF_PAGE);
        hidden(
                "lines of no height",
                "\\pard\\plain\\sl-20\\slmult0 §\\par ",
                "\\pard\\plain\\sl276\\slmult1 §\\par ",
                Concealment.CLIPPED);
        hidden(
                "frame of no height",
                "\\pard\\plain\\absw4000\\absh-20 §\\par ",
                "\\pard\\plain\\absw4000\\absh-2000 §\\par ",
                Concealment.CLIPPED);
        hidden(
                "indented beyond the page",
                "\\pard\\plain\\li60000 §\\par ",
                "\\pard\\plain\\li600 §\\par ",
                Concealment.OFF_PAGE);
        String cell = "\\trowd\\trleft%s\\cellx%t\\pard\\plain\\intbl §\\cell\\row\\pard ";
        hidden(
                "table beside the page",
                cell.replace("%s", "-30000").replace("%t", "-20000"),
                cell.replace("%s", "-108").replace("%t", "9000"),
                Concealment.OFF_PAGE);
        hidden(
                "row of no height",
                cell.replace("%s", "0\\trrh-15").replace("%t", "9000"),
                cell.replace("%s", "0\\trrh-900").replace("%t", "9000"),
                Concealment.CLIPPED);
    }

    private void revisionsAndFields() {
        look("tracked deletion", "\\deleted", "\\revised", Concealment.DELETED_REVISION);
        look("text moved away", "\\mvf", "\\mvt", Concealment.DELETED_REVISION);
        hidden(
                "instructions of a field",
                TikaSays.LOST,
                "{\\field{\\*\\fldinst QUOTE \"§\"}{\\fldrslt x}}\\par ",
                "{\\field{\\*\\fldinst PAGE}{\\fldrslt §}}\\par ",
                Concealment.FIELD_CODE);
        hidden("entry of the index", "{\\xe §}\\par ", "{\\ul §}\\par ", Concealment.FIELD_CODE);
        hidden("entry of the contents", "{\\tc §}\\par ", "{\\ul §}\\par ", Concealment.FIELD_CODE);
        String list = "{\\field{\\*\\fldinst FORMDROPDOWN {\\*\\formfield{\\fftype2\\ffres%s\\fftypetxt0"
                + "{\\*\\ffl Yes}{\\*\\ffl §}}}}{\\fldrslt }}\\par ";
        hidden(
                "entry of a list that was not chosen",
                TikaSays.LOST,
                list.replace("%s", "0"),
                list.replace("%s", "1"),
                Concealment.ATTRIBUTE_ONLY);
        hidden(
                "text of a form before somebody writes",
                TikaSays.LOST,
                "{\\field{\\*\\fldinst FORMTEXT {\\*\\formfield{\\fftype0{\\*\\ffdeftext §}}}}{\\fldrslt x}}\\par ",
                "{\\field{\\*\\fldinst FORMTEXT {\\*\\formfield{\\fftype0{\\*\\ffname x}}}}{\\fldrslt §}}\\par ",
                Concealment.ATTRIBUTE_ONLY);
        hidden(
                "help for a form",
                TikaSays.LOST,
                "{\\field{\\*\\fldinst FORMTEXT {\\*\\formfield{\\fftype0{\\*\\ffhelptext §}}}}{\\fldrslt x}}\\par ",
                "{\\field{\\*\\fldinst FORMTEXT {\\*\\formfield{\\fftype0{\\*\\ffname x}}}}{\\fldrslt §}}\\par ",
                Concealment.ATTRIBUTE_ONLY);
    }

    private void destinations() {
        hidden(
                "destination that no reader knows",
                TikaSays.LOST,
                "{\\*\\quux §}\\par ",
                "{\\quux §}\\par ",
                Concealment.UNREFERENCED_PART);
        hidden(
                "words among the digits of a part",
                TikaSays.LOST,
                "{\\*\\datastore d0cf11e0 §}\\par ",
                "{\\*\\datastore d0cf11e0}§\\par ",
                Concealment.UNREFERENCED_PART);
        hidden("behind the end of the document", TikaSays.LOST, "}§", "§", Concealment.UNREFERENCED_PART);
        add(
                "bytes of a stated length",
                sentence -> document("{\\b\\bin" + sentence.length() + " " + sentence + "}x\\par "),
                sentence -> document("{\\b\\bin1 x" + sentence + "}\\par "),
                TikaSays.LOST,
                Channel.HIDDEN,
                Concealment.UNREFERENCED_PART);
        add(
                "comment",
                sentence -> document(
                        "Text.{\\*\\atnid AB}{\\*\\atnauthor Ada}\\chatn{\\*\\annotation " + sentence + "}\\par "),
                sentence -> document("Text.{\\footnote " + sentence + "}\\par "),
                TikaSays.BODY,
                Channel.COMMENT,
                Concealment.COMMENT);
    }

    private void twice() {
        add(
                "text for readers without Unicode",
                sentence -> document("{\\uc" + sentence.length() + "\\u32 " + sentence + "}\\par "),
                sentence -> document("{\\uc0\\u32 " + sentence + "}\\par "),
                TikaSays.LOST,
                Channel.HIDDEN,
                Concealment.ALTERNATIVE_PART);
        hidden(
                "first of two forms of a text",
                TikaSays.LOST,
                "{\\upr{§}{\\*\\ud{x}}}\\par ",
                "{\\upr{x}{\\*\\ud{§}}}\\par ",
                Concealment.ALTERNATIVE_PART);
        hidden(
                "number of a list for readers that do not count",
                TikaSays.LOST,
                "{\\listtext §\\tab}\\ls1 Pears.\\par ",
                "{\\listtext 1.\\tab}\\ls1 §\\par ",
                Concealment.ALTERNATIVE_PART);
        hidden(
                "picture for readers that do not know better",
                "{\\nonshppict §}\\par ",
                "{\\plain §}\\par ",
                Concealment.ALTERNATIVE_PART);
        hidden(
                "table for readers without tables in tables",
                "{\\nonesttables §}\\par ",
                "{\\plain §}\\par ",
                Concealment.ALTERNATIVE_PART);
        hidden(
                "shape for readers without shapes",
                "{\\shp{\\*\\shpinst{\\shptxt Pears.\\par}}{\\shprslt §}}\\par ",
                "{\\shp{\\*\\shpinst{\\shptxt §\\par}}{\\shprslt §}}\\par ",
                Concealment.ALTERNATIVE_PART);
    }

    private void shapes() {
        String place = "\\shpleft%s\\shptop900\\shpright%t\\shpbottom1900\\shpbxpage\\shpbypage";
        hidden(
                "shape that is not shown",
                shape("", "{\\sp{\\sn fHidden}{\\sv 1}}"),
                shape("", "{\\sp{\\sn fHidden}{\\sv 0}}"),
                Concealment.HIDDEN_OBJECT);
        hidden(
                "shape beside the page",
                shape(place.replace("%s", "-9000").replace("%t", "-4000"), ""),
                shape(place.replace("%s", "900").replace("%t", "5900"), ""),
                Concealment.OFF_PAGE);
        hidden(
                "text in the colour of its shape",
                shape("", "{\\sp{\\sn fillColor}{\\sv 6568992}}").replace("§", "{\\cf4 §}"),
                shape("", "{\\sp{\\sn fillColor}{\\sv 65535}}").replace("§", "{\\cf4 §}"),
                Concealment.LOW_CONTRAST);
        add(
                "description of a shape",
                sentence -> document("{\\shp{\\*\\shpinst{\\sp{\\sn wzDescription}{\\sv " + sentence + "}}}}\\par "),
                sentence -> document("{\\shp{\\*\\shpinst{\\sp{\\sn gtextUNICODE}{\\sv " + sentence + "}}}}\\par "),
                TikaSays.LOST,
                Channel.ALT_TEXT,
                Concealment.ATTRIBUTE_ONLY);
    }

    private static String shape(String place, String properties) {
        // What the shape says of itself stands behind its text, as it may.
        return "{\\shp{\\*\\shpinst" + place + "{\\shptxt \\pard\\plain §\\par}" + properties + "}}\\par ";
    }

    private void names() {
        name("name of a bookmark", "{\\*\\bkmkstart §}{\\*\\bkmkend x}");
        name("variable of the document", "{\\*\\docvar {x}{§}}");
        name("property of the author's own", "{\\*\\userprops{\\propname x}\\proptype30{\\staticval §}}");
        name("comment on the document", "{\\info{\\doccomm §}}");
        name("name of a style", "{\\stylesheet{\\s9 §;}}");
    }

    private void pages() {
        String page = "{\\rtf1\\ansi\\fromhtml1\\deff0{\\fonttbl{\\f0\\fswiss Arial;}}{\\*\\htmltag64 <p>}"
                + "\\htmlrtf {\\htmlrtf0 Minutes of the meeting.{\\*\\htmltag72 </p>}\\htmlrtf\\par}\\htmlrtf0 %s}";
        vectors.add(new Vector(
                FILE,
                "hidden paragraph of the page in it",
                s -> bytes(page.replace(
                        "%s", "{\\*\\htmltag64 <p style=\"display:none\">}" + s + "{\\*\\htmltag72 </p>}")),
                s -> bytes(page.replace("%s", "{\\*\\htmltag64 <p>}" + s + "{\\*\\htmltag72 </p>}")),
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.CSS_HIDDEN,
                Place.Element.class));
        vectors.add(new Vector(
                FILE,
                "text that the page in it does not have",
                s -> bytes(page.replace("%s", "\\htmlrtf " + s + "\\htmlrtf0 ")),
                s -> bytes(page.replace("%s", "{\\*\\htmltag64 <p>}" + s + "{\\*\\htmltag72 </p>}")),
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.ALTERNATIVE_PART,
                Place.Paragraph.class));
    }

    private void look(String way, String hiding, String showing, Concealment code) {
        hidden(way, "Text: {" + hiding + " §}\\par ", "Text: {" + showing + " §}\\par ", code);
    }

    private void hidden(String way, String hiding, String showing, Concealment code) {
        hidden(way, TikaSays.BODY, hiding, showing, code);
    }

    private void hidden(String way, TikaSays tika, String hiding, String showing, Concealment code) {
        add(
                way,
                sentence -> document(hiding.replace("§", sentence)),
                sentence -> document(showing.replace("§", sentence)),
                tika,
                Channel.HIDDEN,
                code);
    }

    private void name(String way, String naming) {
        add(
                way,
                sentence -> bytes(HEAD + naming.replace("§", sentence) + INTRO + "}"),
                sentence -> bytes(HEAD + naming.replace("§", "x") + INTRO + sentence + "\\par}"),
                TikaSays.LOST,
                Channel.METADATA,
                Concealment.METADATA);
    }

    private void add(
            String way,
            Function<String, byte[]> hidden,
            Function<String, byte[]> control,
            TikaSays tika,
            Channel channel,
            Concealment code) {
        vectors.add(new Vector(FILE, way, hidden, control, tika, channel, code, Place.Paragraph.class));
    }

    private static byte[] document(String body) {
        return bytes(HEAD + INTRO + body + (body.startsWith("}") ? "" : "}"));
    }

    static byte[] bytes(String rtf) {
        return rtf.getBytes(StandardCharsets.ISO_8859_1);
    }
}
