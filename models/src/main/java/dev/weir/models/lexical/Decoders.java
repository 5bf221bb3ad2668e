package dev.weir.models.lexical;

import dev.weir.models.detect.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One level of decoding: everything in a text that some decoder turns into language. */
final class Decoders {

    private Decoders() {}

    /** A decoded text, the range it came from, the name of the encoding and whether that hides anything. */
    record Decoded(String text, Span source, String encoding, Writing writing) {}

    static List<Decoded> decode(String text) {
        List<Decoded> decoded = new ArrayList<>(HiddenMessages.read(text));
        decoded.addAll(Base64Runs.decode(text));
        decoded.addAll(HexRuns.decode(text));
        decoded.addAll(EscapeRuns.decode(text));
        decoded.addAll(unmixed(text));
        decoded.addAll(WordReadings.decode(text));
        decoded.addAll(SplitWords.decode(text));
        return decoded;
    }

    /** Lines with look-alike letters, written with the letters that they look like. */
    private static List<Decoded> unmixed(String text) {
        List<Decoded> lines = new ArrayList<>();
        int done = -1;
        for (Span word : MixedScriptWords.find(text)) {
            if (word.start() < done) {
                continue;
            }
            int start = text.lastIndexOf('\n', word.start()) + 1;
            int end = text.indexOf('\n', word.end());
            done = end < 0 ? text.length() : end;
            lines.add(new Decoded(
                    NormalizedText.forMatching(text.substring(start, done)).text(),
                    new Span(start, done),
                    "look-alike-letters",
                    Writing.CONCEALED));
        }
        return lines;
    }

    static Optional<Decoded> prose(Optional<String> text, int start, int end, String encoding) {
        return text.filter(decoded -> Prose.isProse(decoded) || Prose.isRun(decoded))
                .map(prose -> new Decoded(prose, new Span(start, end), encoding, Writing.CONCEALED));
    }
}
