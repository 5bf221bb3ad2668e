package dev.weir.ingest.layout.rtf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.Words;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.tika.exception.TikaException;
import org.jspecify.annotations.Nullable;

/** Reads one RTF document. Used once. */
final class RtfReader {

    /** Deeper groups are not met in honest documents. */
    private static final int MAX_DEPTH = 10_000;

    private static final int MAX_GATHERED_CHARS = 1_000_000;

    /** A longer text for readers without Unicode is more than stands for one letter. */
    private static final int LONGEST_FALLBACK = 8;

    private final TextSink sink;
    private final RtfTokens tokens;
    private final RtfColours colours = new RtfColours();
    private final RtfFonts fonts = new RtfFonts();
    private final RtfStyles styles = new RtfStyles();
    private final RtfRow row = new RtfRow();
    private final RtfFlow flow;
    private final RtfAsides asides;
    private final Deque<RtfGroup> outer = new ArrayDeque<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StringBuilder run = new StringBuilder();
    private final StringBuilder skipped = new StringBuilder();
    private RtfGroup group = new RtfGroup();
    private int toSkip;
    private boolean ended;

    RtfReader(InputStream in, TextSink sink) {
        this.sink = sink;
        this.tokens = new RtfTokens(in);
        this.flow = new RtfFlow(sink, colours, fonts, row);
        this.asides = new RtfAsides(sink, flow);
    }

    /** What stands beside the text. */
    RtfAsides asides() {
        return asides;
    }

    void read() throws IOException, TikaException {
        RtfTokens.Kind kind = tokens.next();
        while (kind != RtfTokens.Kind.END && !sink.isFull()) {
            switch (kind) {
                case OPEN -> open();
                case CLOSE -> close();
                case WORD -> word(tokens.word());
                case SIGN -> sign(tokens.unit());
                case BYTE -> unit(tokens.unit());
                case BINARY -> binary(tokens.binary());
                case END -> throw new IllegalStateException("handled before");
            }
            kind = tokens.next();
        }
        if (tokens.isCutOff() || (kind == RtfTokens.Kind.END && !outer.isEmpty())) {
            sink.gap(GapCode.TRUNCATED, "the file ends inside " + outer.size() + " groups");
        }
        while (!outer.isEmpty()) {
            close();
        }
        flush();
        if (ended) {
            asides.behind(group);
        }
        fallback();
        flow.end(group);
    }

    private void open() throws TikaException {
        flush();
        toSkip = 0;
        if (outer.size() >= MAX_DEPTH) {
            throw new TikaException("groups are nested too deeply");
        }
        RtfGroup inner = group.inner();
        if (group.twice) {
            group.twice = false;
            inner.said = null;
            inner.gather(RtfDestination.ALTERNATIVE);
        } else if (isTableOfStyles(group)) {
            styles.begin();
            inner.look = new RtfLook();
        }
        group.fresh = false;
        outer.push(group);
        group = inner;
    }

    private void close() {
        flush();
        toSkip = 0;
        if (outer.isEmpty()) {
            return;
        }
        RtfGroup closed = group;
        group = outer.pop();
        if (isTableOfStyles(group)) {
            styles.end(closed.look);
        }
        if (closed.owner) {
            asides.deliver(closed, group);
        } else if (closed.gathered != null && closed.destination == RtfDestination.VARIABLE) {
            append(closed, " ");
        }
        if (closed.asideOwner) {
            flow.asideEnd(closed);
        }
        if (closed.shapeOwner && closed.shape != null) {
            closed.shape.end();
        }
        asides.twice(closed, group);
        if (outer.isEmpty() && !ended) {
            ended = true;
            flow.end(group);
            // What follows is no part of the document.
            group = new RtfGroup();
            group.gather(RtfDestination.UNKNOWN);
        }
    }

    private static boolean isTableOfStyles(RtfGroup group) {
        return group.destination == RtfDestination.STYLES && group.owner;
    }

    private void word(String word) throws TikaException {
        boolean fresh = group.fresh;
        group.fresh = false;
        String character = RtfCharsets.letter(word);
        if (character != null) {
            letter(character);
            return;
        }
        flushBefore(word);
        RtfDestination wanted = fresh ? RtfDestination.of(word) : null;
        if (wanted != null) {
            enter(wanted, word);
        } else if (!table(word) && !control(word) && !format(word) && fresh && group.optional) {
            enter(RtfDestination.UNKNOWN, word);
        }
    }

    /** A run goes on over words that change nothing. */
    private void flushBefore(String word) {
        if (!word.equals("u") && !word.equals("uc")) {
            flush();
        }
    }

    private void enter(RtfDestination wanted, String word) {
        if (!group.destination.lets(wanted)) {
            return;
        }
        if (wanted == RtfDestination.TEXT) {
            group.destination = wanted;
        } else if (wanted == RtfDestination.CONTAINER) {
            container(word);
        } else if (wanted.flows()) {
            group.destination = wanted;
            group.asideOwner = true;
            if (wanted == RtfDestination.COMMENT) {
                group.hide(Concealment.COMMENT);
            }
            flow.asideStart(group);
        } else {
            group.gather(wanted);
        }
    }

    private void container(String word) {
        if (word.equals("upr")) {
            group.twice = true;
            group.said = new StringBuilder();
            return;
        }
        group.gather(RtfDestination.CONTAINER);
        if (word.equals("shp") || word.equals("background")) {
            RtfShape around = group.shape;
            RtfShape shape = RtfShape.in(around);
            group.shape = shape;
            group.shapeOwner = shape != around;
            if (word.equals("background")) {
                shape.asBackground();
            }
        }
    }

    /** {@return whether the word stands in a table of the header} */
    private boolean table(String word) {
        switch (group.destination) {
            case FONTS -> fonts.word(word, tokens.number(0));
            case COLOURS -> colours.word(word, tokens.number(0));
            case STYLES -> {
                styles.word(word, tokens.number(0));
                group.look.word(word, tokens);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** {@return whether the word is one of the flow of text} */
    private boolean control(String word) {
        boolean flows = group.destination.flows();
        switch (word) {
            case "par", "sect", "page", "softpage" -> breakText(flows ? () -> flow.paragraphEnd(group) : null);
            case "line", "softline", "lbr" -> breakText(flows ? () -> flow.lineBreak(group) : null);
            case "cell" -> breakText(flows ? () -> flow.cellEnd(group) : null);
            case "row" -> breakText(flows ? () -> flow.rowEnd(group) : null);
            case "nestcell" -> breakText(flows ? () -> flow.innerCellEnd(group, false) : null);
            case "nestrow" -> flow.innerCellEnd(group, true);
            case "u" -> unicode(tokens.number(0));
            case "uc" -> group.fallbackLength = Math.max(0, tokens.number(1));
            case "pard" -> group.paragraph = new RtfParagraph();
            case "plain" -> group.look = new RtfLook();
            case "s", "cs" -> styles.apply(word, tokens.number(0), group.look);
            case "htmlrtf" -> group.rtfOnly = tokens.isOn();
            case "fromhtml" -> flow.carries(asides.carried());
            case "ud" -> group.twice = false;
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean format(String word) {
        int number = tokens.number(0);
        RtfShape shape = group.shape;
        return group.look.word(word, tokens)
                || group.paragraph.word(word, tokens)
                || (group.destination.flows() && row.word(word, number))
                || flow.word(word, number)
                || fonts.header(word, number)
                || asides.word(word, number)
                || (shape != null && shape.word(word, number));
    }

    private void breakText(@Nullable Runnable step) {
        if (step != null) {
            step.run();
            fallback();
        } else {
            text(group.destination == RtfDestination.MARKUP ? "\n" : " ");
        }
    }

    private void sign(int sign) {
        boolean fresh = group.fresh;
        group.fresh = false;
        switch (sign) {
            case '*' -> {
                group.optional = fresh;
                group.fresh = fresh;
            }
            case '~' -> letter("\u00a0");
            case '_' -> letter("\u2011");
            case '\t' -> letter("\t");
            case '\r', '\n' -> {
                flush();
                control("par");
            }
            default -> {
                // A hyphen that is only shown at the end of a line, or a sign without text.
            }
        }
    }

    private void unit(int unit) {
        group.fresh = false;
        if (toSkip > 0) {
            toSkip--;
            if (group.fallbackLength > LONGEST_FALLBACK && skipped.length() < MAX_GATHERED_CHARS) {
                skipped.append((char) unit);
            }
        } else if (unit >= ' ' || unit == '\t') {
            bytes.write(unit);
        }
    }

    private void unicode(int number) {
        decode();
        run.append((char) number);
        toSkip = group.fallbackLength;
    }

    /** A letter with a name, which may stand for one that was given by its number. */
    private void letter(String letter) {
        if (toSkip > 0) {
            toSkip--;
        } else {
            text(letter);
        }
    }

    private void text(String text) {
        decode();
        run.append(text);
    }

    /** Bytes of a stated length, which readers skip where they are no picture. */
    private void binary(byte[] binary) {
        flush();
        String text = new String(binary, StandardCharsets.ISO_8859_1);
        if (group.destination != RtfDestination.DATA && Words.speak(text)) {
            flow.beside(Channel.HIDDEN, text, Concealment.UNREFERENCED_PART, group);
        }
    }

    private void decode() {
        if (bytes.size() > 0) {
            run.append(bytes.toString(fonts.charset(group.look.font())));
            bytes.reset();
        }
    }

    private void flush() {
        decode();
        if (run.isEmpty()) {
            return;
        }
        String text = run.toString();
        run.setLength(0);
        if (group.said != null && group.said.length() < MAX_GATHERED_CHARS) {
            group.said.append(text);
        }
        switch (group.destination) {
            case TEXT, ASIDE, COMMENT -> flow.text(text, group);
            case FONTS -> {
                fonts.text(text);
                append(group, text);
            }
            case COLOURS -> {
                colours.text(text);
                append(group, text);
            }
            default -> append(group, text);
        }
    }

    private static void append(RtfGroup group, String text) {
        StringBuilder gathered = group.gathered;
        if (gathered != null && gathered.length() < MAX_GATHERED_CHARS) {
            gathered.append(text);
        }
    }

    /** What stood in the place of letters for readers without Unicode, where it is more than a letter. */
    private void fallback() {
        String text = skipped.toString();
        skipped.setLength(0);
        if (Words.speak(text)) {
            flow.beside(Channel.HIDDEN, text, Concealment.ALTERNATIVE_PART, group);
        }
    }
}
