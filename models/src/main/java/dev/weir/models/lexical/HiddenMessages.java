package dev.weir.models.lexical;

import dev.weir.models.detect.Span;
import dev.weir.models.lexical.InvisibleRuns.Run;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads what runs of invisible characters spell. */
final class HiddenMessages {

    /** First bytes of a content credential embedded in text (C2PA 2.3, A.7). */
    private static final byte[] CREDENTIAL = "C2PATXT\0".getBytes(StandardCharsets.US_ASCII);

    private HiddenMessages() {}

    /** A message and the range of text that carries it. */
    record Message(String text, Span source, String encoding) {}

    static List<Message> read(String text) {
        List<Run> runs = InvisibleRuns.find(text);
        List<Message> messages = new ArrayList<>();
        spell(runs, InvisibleRuns.Kind.TAGS, "tag-characters", HiddenMessages::tags)
                .ifPresent(messages::add);
        spell(runs, InvisibleRuns.Kind.SELECTORS, "variation-selectors", HiddenMessages::selectors)
                .ifPresent(messages::add);
        for (Run run : runs) {
            if (run.kind() == InvisibleRuns.Kind.ZERO_WIDTH && run.count() >= 16) {
                String bits = zeroWidth(run.characters().codePoints().toArray());
                if (!bits.isEmpty()) {
                    messages.add(new Message(bits, new Span(run.start(), run.end()), "zero-width"));
                }
            }
        }
        return messages;
    }

    static boolean isContentCredential(String characters) {
        byte[] bytes = selectorBytes(characters.codePoints().toArray());
        return bytes.length >= CREDENTIAL.length
                && Arrays.equals(bytes, 0, CREDENTIAL.length, CREDENTIAL, 0, CREDENTIAL.length);
    }

    /** A way to read characters. */
    private interface Alphabet {
        String read(int[] codePoints);
    }

    // A message may be spread over the text, one invisible character at a time, so all runs are read as one.
    private static Optional<Message> spell(
            List<Run> runs, InvisibleRuns.Kind kind, String encoding, Alphabet alphabet) {
        List<Run> own = runs.stream().filter(run -> run.kind() == kind).toList();
        int[] codePoints =
                own.stream().flatMapToInt(run -> run.characters().codePoints()).toArray();
        String text = alphabet.read(codePoints);
        return text.length() < 4
                ? Optional.empty()
                : Optional.of(new Message(
                        text, new Span(own.getFirst().start(), own.getLast().end()), encoding));
    }

    private static String tags(int[] codePoints) {
        StringBuilder text = new StringBuilder();
        for (int codePoint : codePoints) {
            if (codePoint >= 0xE0020 && codePoint < Invisibles.TAG_END) {
                text.append((char) (codePoint - 0xE0000));
            }
        }
        return text.toString();
    }

    private static String selectors(int[] codePoints) {
        return Prose.utf8(selectorBytes(codePoints)).orElse("");
    }

    private static byte[] selectorBytes(int[] codePoints) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int codePoint : codePoints) {
            if (Invisibles.isVariationSelector(codePoint)) {
                bytes.write(Invisibles.selectorByte(codePoint));
            }
        }
        return bytes.toByteArray();
    }

    /** Two characters as bits, in either reading, eight to a byte, highest first. */
    private static String zeroWidth(int[] codePoints) {
        int[] symbols = Arrays.stream(codePoints).distinct().sorted().toArray();
        if (symbols.length != 2) {
            return "";
        }
        for (int one : symbols) {
            byte[] bytes = new byte[codePoints.length / 8];
            for (int i = 0; i < bytes.length * 8; i++) {
                if (codePoints[i] == one) {
                    bytes[i / 8] |= (byte) (0x80 >> (i % 8));
                }
            }
            Optional<String> text = Prose.utf8(bytes).filter(Prose::isPrintable);
            if (text.isPresent()) {
                return text.get();
            }
        }
        return "";
    }
}
