package dev.weir.ingest.layout.office;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields that are open: between its begin and its separator a field holds instructions, behind it what is shown. */
public final class WordFields {

    private static final int MAX_OPEN = 100;
    private static final int MAX_CODE_CHARS = 100_000;
    private static final Pattern QUOTED = Pattern.compile("[\"\u201c]([^\"\u201c\u201d]{1,4000})[\"\u201d]");

    private static final class Field {
        private final StringBuilder code = new StringBuilder();
        private boolean inCode = true;
    }

    private final Deque<Field> open = new ArrayDeque<>();
    private final Consumer<String> codes;
    private final Consumer<String> links;

    /**
     * @param codes takes the instructions of each field
     * @param links takes each address in them
     */
    public WordFields(Consumer<String> codes, Consumer<String> links) {
        this.codes = codes;
        this.links = links;
    }

    public void mark(String kind) {
        Field top = open.peek();
        switch (kind) {
            case "begin" -> {
                if (open.size() < MAX_OPEN) {
                    open.push(new Field());
                }
            }
            case "separate" -> {
                if (top != null && top.inCode) {
                    top.inCode = false;
                    say(top.code.toString());
                }
            }
            case "end" -> {
                if (top != null) {
                    open.pop();
                    if (top.inCode) {
                        say(top.code.toString());
                    }
                }
            }
            default -> {
                // No such mark.
            }
        }
    }

    /** Whether ordinary text stands among the instructions of a field. */
    public boolean isInCode() {
        return open.stream().anyMatch(field -> field.inCode);
    }

    public void instruction(String text) {
        Field top = open.peek();
        if (top == null || !top.inCode || top.code.length() + text.length() > MAX_CODE_CHARS) {
            say(text);
        } else {
            top.code.append(text);
        }
    }

    /** A whole instruction. */
    public void say(String code) {
        if (!code.isBlank()) {
            codes.accept(code.strip());
            boolean link = code.strip().toUpperCase(Locale.ROOT).startsWith("HYPERLINK");
            Matcher quoted = QUOTED.matcher(code);
            while (quoted.find()) {
                String target = quoted.group(1);
                if (link || target.contains("://")) {
                    links.accept(target);
                }
            }
        }
    }

    /** Nothing of a field goes on into another part. */
    public void end() {
        while (!open.isEmpty()) {
            mark("end");
        }
    }
}
