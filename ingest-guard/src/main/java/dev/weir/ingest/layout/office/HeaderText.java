package dev.weir.ingest.layout.office;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The header or footer of a sheet, in which text stands among codes. */
public final class HeaderText {

    /** Excel keeps no more of a header. */
    private static final int MAX_HEADER_CHARS = 10_000;

    private static final Pattern CODE =
            Pattern.compile("&(?:\"[^\"]*\"|[0-9]{1,3}|K[0-9A-Fa-f]{6}|K[0-9]{2}[+-][0-9]{3}|[A-Za-z])");
    private static final Pattern SECTION = Pattern.compile("&[LCR]");

    private HeaderText() {}

    /** What is printed at the left, in the middle and at the right, without what is blank. */
    public static List<String> sections(String header) {
        String kept =
                header.substring(0, Math.min(header.length(), MAX_HEADER_CHARS)).replace("&&", "\u0001");
        List<String> texts = new ArrayList<>();
        for (String section : SECTION.split(kept, -1)) {
            String text = CODE.matcher(section).replaceAll("").replace('\u0001', '&');
            if (!text.isBlank()) {
                texts.add(text.strip());
            }
        }
        return texts;
    }
}
