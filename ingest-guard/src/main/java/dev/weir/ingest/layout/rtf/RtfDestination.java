package dev.weir.ingest.layout.rtf;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the text in a group is for. */
enum RtfDestination {
    /** Text of the document. */
    TEXT,
    /** Text that stands beside its paragraph: a note, a header, a box. */
    ASIDE,
    /** A comment on the text. */
    COMMENT,
    /** Holds other destinations and no text. */
    CONTAINER,
    /** The number or sign of an entry of a list, for readers that do not count. */
    LABEL,
    /** Instructions of a field. */
    FIELD_CODE,
    /** A property of the document. */
    PROPERTY,
    /** A variable or property that only its author named. */
    VARIABLE,
    /** A name that people give and do not see. */
    NAME,
    /** A table of names, such as fonts have. */
    NAMES,
    FONTS,
    COLOURS,
    STYLES,
    /** What another group says, for readers that do not know better. */
    ALTERNATIVE,
    /** Digits that stand for bytes. */
    DATA,
    SHAPE_NAME,
    SHAPE_VALUE,
    /** An entry of a list to choose from. */
    CHOICE,
    /** What a form field says when it is asked. */
    FORM_TEXT,
    LINK,
    /** Markup of the page that was made into this document. */
    MARKUP,
    /** Markup for another copy of the page. */
    OTHER_MARKUP,
    /** Not known. */
    UNKNOWN;

    private static final Map<String, RtfDestination> WORDS = new HashMap<>();

    static {
        put(TEXT, "fldrslt result moMath moMathPara mmath");
        put(ASIDE, "footnote header headerl headerr headerf footer footerl footerr footerf shptxt dptxbxtext");
        put(COMMENT, "annotation");
        put(
                CONTAINER,
                "shp shpinst shpgrp shppict sp picprop do object field upr info userprops formfield hl background"
                        + " nesttableprops");
        put(LABEL, "listtext pntext");
        put(FIELD_CODE, "fldinst xe tc tcn txe rxe");
        put(
                PROPERTY,
                "title subject author manager company operator category keywords comment doccomm hlinkbase template");
        put(VARIABLE, "docvar propname staticval linkval");
        put(NAME, "bkmkstart bkmkend fldtitle atnauthor atnid ffname objname");
        put(
                NAMES,
                "falt listtable listoverridetable listname generator latentstyles revtbl objclass xmlnstbl"
                        + " pgdsctbl fname fontemb fontfile protusertbl filetbl rsidtbl");
        put(FONTS, "fonttbl");
        put(COLOURS, "colortbl");
        put(STYLES, "stylesheet");
        put(ALTERNATIVE, "shprslt nonshppict nonesttables");
        put(
                DATA,
                "pict objdata themedata colorschememapping datastore blipuid panose svb passwordhash mtype mchr mpos"
                        + " mvertJc mscr msty mlit mbegChr msepChr mendChr mgrow mshp mlimLoc msubHide msupHide mdegHide");
        put(SHAPE_NAME, "sn");
        put(SHAPE_VALUE, "sv");
        put(CHOICE, "ffl");
        put(FORM_TEXT, "ffdeftext ffhelptext ffstattext ffformat");
        put(LINK, "hlsrc hlloc");
        put(MARKUP, "htmltag");
        put(OTHER_MARKUP, "mhtmltag");
    }

    private static void put(RtfDestination destination, String words) {
        for (String word : words.split(" ", -1)) {
            WORDS.put(word, destination);
        }
    }

    /** The destination that a control word opens, if it opens one. */
    static @Nullable RtfDestination of(String word) {
        RtfDestination known = WORDS.get(word);
        return known == null && word.startsWith("m") && word.endsWith("Pr") ? DATA : known;
    }

    /** Whether text is written where it stands, and not gathered until the group ends. */
    boolean flows() {
        return this == TEXT || this == ASIDE || this == COMMENT;
    }

    /** Whether another destination may open inside; what may not is text of this one. */
    boolean lets(RtfDestination inner) {
        return switch (this) {
            case TEXT, ASIDE, COMMENT, CONTAINER -> true;
            case DATA, FIELD_CODE, NAMES, FONTS, COLOURS, STYLES -> !inner.flows() && inner != CONTAINER;
            case LABEL,
                    PROPERTY,
                    VARIABLE,
                    NAME,
                    ALTERNATIVE,
                    SHAPE_NAME,
                    SHAPE_VALUE,
                    CHOICE,
                    FORM_TEXT,
                    LINK,
                    MARKUP,
                    OTHER_MARKUP,
                    UNKNOWN -> inner == DATA;
        };
    }
}
