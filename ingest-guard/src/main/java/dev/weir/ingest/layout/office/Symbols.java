package dev.weir.ingest.layout.office;

/** The letters of symbols that Word keeps as the number of a sign in a font. */
public final class Symbols {

    private Symbols() {}

    /** The letter that a symbol shows; nothing for a sign of a font that has no letters. */
    public static String letter(int code, String font) {
        boolean signs = font.equals("Symbol") || font.startsWith("Wingdings") || font.equals("Webdings");
        boolean half = code >= 0xD800 && code <= 0xDFFF;
        boolean mapped = code >= 0xF020 && code <= 0xF0FF;
        return signs || half || code <= ' ' || code > 0xFFFF ? "" : Character.toString(mapped ? code - 0xF000 : code);
    }
}
