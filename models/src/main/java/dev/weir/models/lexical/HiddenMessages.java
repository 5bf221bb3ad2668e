package dev.weir.models.lexical;

import dev.weir.models.detect.Span;
import dev.weir.models.lexical.Decoders.Decoded;
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

    static List<Decoded> read(String text) {
        List<Run> runs = InvisibleRuns.find(text);
        List<Decoded> messages = new ArrayList<>();
        spell(runs, InvisibleRuns.Kind.TAGS, "tag-characters", HiddenMessages::tags)
                .ifPresent(messages::add);
        spell(runs, InvisibleRuns.Kind.SELECTORS, "variation-selectors", HiddenMessages::selectors)
                .ifPresent(messages::add);
        List<Run> zeroWidth = runs.stream()
                .filter(run -> run.kind() == InvisibleRuns.Kind.ZERO_WIDTH)
                .toList();
        for (Run run : zeroWidth) {
            ZeroWidthBits.read(run.characters())
                    .ifPresent(bits -> messages.add(message(bits, run.start(), run.end(), "zero-width")));
        }
        if (messages.stream().noneMatch(message -> message.encoding().equals("zero-width"))) {
            spell(runs, InvisibleRuns.Kind.ZERO_WIDTH, "zero-width", HiddenMessages::bits)
                    .ifPresent(messages::add);
        }
        return messages;
    }

    private static Decoded message(String text, int start, int end, String encoding) {
        return new Decoded(text, new Span(start, end), encoding, Writing.CONCEALED);
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
    private static Optional<Decoded> spell(
            List<Run> runs, InvisibleRuns.Kind kind, String encoding, Alphabet alphabet) {
        List<Run> own = runs.stream().filter(run -> run.kind() == kind).toList();
        int[] codePoints =
                own.stream().flatMapToInt(run -> run.characters().codePoints()).toArray();
        String text = alphabet.read(codePoints);
        return text.length() < 4
                ? Optional.empty()
                : Optional.of(
                        message(text, own.getFirst().start(), own.getLast().end(), encoding));
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
        return Prose.text(selectorBytes(codePoints)).orElse("");
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

    private static String bits(int[] codePoints) {
        return ZeroWidthBits.read(new String(codePoints, 0, codePoints.length)).orElse("");
    }
}
