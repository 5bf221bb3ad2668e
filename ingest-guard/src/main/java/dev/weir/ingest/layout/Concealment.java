package dev.weir.ingest.layout;

/** Why a reader of the rendered document does not see a stretch of its text. A closed set: its codes are a contract. */
public enum Concealment {
    /** Nearly the colour of what is behind it. */
    LOW_CONTRAST("low-contrast"),
    /** Drawn in a mode that paints nothing. */
    RENDER_MODE("render-mode"),
    /** Too small to read. */
    TINY_GLYPH("tiny-glyph"),
    /** Outside the page, slide or window. */
    OFF_PAGE("off-page"),
    /** Outside what is painted of the page. */
    CLIPPED("clipped"),
    /** Under something that was painted later. */
    COVERED("covered"),
    /** Painted with hardly any opacity. */
    TRANSPARENT("transparent"),
    /** On a layer that is switched off. */
    LAYER_OFF("layer-off"),
    /** Marked as hidden text. */
    VANISH("vanish"),
    /** Deleted or moved away, and kept as a tracked change. */
    DELETED_REVISION("deleted-revision"),
    /** In an earlier state of the file that a later one replaced. */
    STALE_REVISION("stale-revision"),
    /** On a hidden sheet. */
    HIDDEN_SHEET("hidden-sheet"),
    /** In a hidden row. */
    HIDDEN_ROW("hidden-row"),
    /** In a hidden column. */
    HIDDEN_COLUMN("hidden-column"),
    /** On a hidden slide. */
    HIDDEN_SLIDE("hidden-slide"),
    /** In an annotation, shape or control that is not shown. */
    HIDDEN_OBJECT("hidden-object"),
    /** Under a number format that shows nothing. */
    NUMBER_FORMAT("number-format"),
    /** The instructions of a field, of which readers see the result. */
    FIELD_CODE("field-code"),
    /** Hidden by a style of the page. */
    CSS_HIDDEN("css-hidden"),
    /** In an element that is not rendered. */
    NOT_RENDERED("not-rendered"),
    /** The value of an attribute or of a description, not of the text. */
    ATTRIBUTE_ONLY("attribute-only"),
    /** A comment or a note. */
    COMMENT("comment"),
    /** A property, name or header. */
    METADATA("metadata"),
    /** One of several parts that say the same, of which readers see another. */
    ALTERNATIVE_PART("alternative-part"),
    /** Says something else than what readers see in its place. */
    DIVERGENT("divergent"),
    /** In a part of the file that nothing shows. */
    UNREFERENCED_PART("unreferenced-part"),
    /** Shown with glyphs of other letters. */
    MAPPED_GLYPHS("mapped-glyphs"),
    /** Said of a stretch, instead of what is drawn there. */
    REPLACEMENT_TEXT("replacement-text"),
    /** Spelled with characters that have no shape. */
    INVISIBLE_CHARACTERS("invisible-characters");

    private final String code;

    Concealment(String code) {
        this.code = code;
    }

    /** Whether a reader sees something else where a program reads this, which no accident of layout explains. */
    public boolean contradicts() {
        return this == DIVERGENT || this == MAPPED_GLYPHS;
    }

    /** The stable name used in output. */
    public String code() {
        return code;
    }
}
