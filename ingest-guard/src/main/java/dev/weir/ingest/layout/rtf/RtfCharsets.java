package dev.weir.ingest.layout.rtf;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which charsets and letters the numbers and words in an RTF file stand for. */
final class RtfCharsets {

    /** Numbers of {@code \ansicpg} and {@code \cpg}. */
    private static final Map<Integer, Charset> PAGES = table("""
            437 IBM437 708 ISO-8859-6 819 ISO-8859-1 850 IBM850 852 IBM852 855 IBM855 857 IBM857 860 IBM860 861 IBM861
            862 IBM862 863 IBM863 864 IBM864 865 IBM865 866 IBM866 869 IBM869 874 x-windows-874 932 windows-31j 936 GBK
            949 x-windows-949 950 x-windows-950 1250 windows-1250 1251 windows-1251 1252 windows-1252 1253 windows-1253
            1254 windows-1254 1255 windows-1255 1256 windows-1256 1257 windows-1257 1258 windows-1258 1361 x-Johab
            10000 x-MacRoman 10001 Shift_JIS 10004 x-MacArabic 10005 x-MacHebrew 10006 x-MacGreek 10007 x-MacCyrillic
            10029 x-MacCentralEurope 10081 x-MacTurkish 54936 GB18030 57002 x-ISCII91 65001 UTF-8
            """);

    /** Numbers of {@code \fcharset}; signs are bytes without a charset. */
    private static final Map<Integer, Charset> FONTS = table("""
            0 windows-1252 2 windows-1252 77 x-MacRoman 78 Shift_JIS 79 x-windows-949 80 GB2312 81 Big5 82 x-Johab 83 x-MacHebrew
            84 x-MacArabic 85 x-MacGreek 86 x-MacTurkish 87 x-MacThai 88 windows-1250 89 windows-1251 128 windows-31j
            129 x-windows-949 130 x-Johab 134 GBK 136 x-windows-950 161 windows-1253 162 windows-1254 163 windows-1258
            177 windows-1255 178 windows-1256 186 windows-1257 204 windows-1251 222 x-windows-874 238 windows-1250
            254 IBM437 255 IBM850
            """);

    /** Letters that have a control word. */
    private static final Map<String, String> LETTERS = Map.ofEntries(
            Map.entry("emdash", "\u2014"),
            Map.entry("endash", "\u2013"),
            Map.entry("lquote", "\u2018"),
            Map.entry("rquote", "\u2019"),
            Map.entry("ldblquote", "\u201c"),
            Map.entry("rdblquote", "\u201d"),
            Map.entry("bullet", "\u2022"),
            Map.entry("enspace", "\u2002"),
            Map.entry("emspace", "\u2003"),
            Map.entry("qmspace", "\u2005"),
            Map.entry("zwj", "\u200d"),
            Map.entry("zwnj", "\u200c"),
            Map.entry("ltrmark", "\u200e"),
            Map.entry("rtlmark", "\u200f"),
            Map.entry("tab", "\t"),
            Map.entry("column", " "),
            Map.entry("softcolumn", " "));

    static final Charset LATIN = page(1252);

    private RtfCharsets() {}

    /** Takes the Western one for a number that is not known. */
    static Charset page(int number) {
        return PAGES.getOrDefault(number, Charset.forName("windows-1252"));
    }

    /** Nothing for a number that is not known, or that says that there is none. */
    static @Nullable Charset font(int number) {
        return FONTS.get(number);
    }

    /** The letter that a control word stands for, if it stands for one. */
    static @Nullable String letter(String word) {
        return LETTERS.get(word);
    }

    private static Map<Integer, Charset> table(String text) {
        String[] words = text.strip().split("\\s+", -1);
        Map<Integer, Charset> table = new HashMap<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            if (Charset.isSupported(words[i + 1])) {
                table.put(Integer.valueOf(words[i]), Charset.forName(words[i + 1]));
            }
        }
        return Map.copyOf(table);
    }
}
