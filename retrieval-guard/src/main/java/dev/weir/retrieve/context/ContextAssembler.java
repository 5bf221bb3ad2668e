package dev.weir.retrieve.context;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.screen.ScreenedChunk;
import dev.weir.retrieve.verify.Withheld;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes the text for a prompt: a sentence that says what follows, then each passage between two lines of a fence, with
 * its number, source, trust, scan and attester. The only mint of {@link GuardedContext}. Thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>The fence's number is drawn for each context after its passages are fixed, from 128 bits of secure randomness,
 *       and occurs in no passage.
 *   <li>Whatever looks like a line of a fence inside a passage or a source is defused.
 *   <li>Attributes that a store returned do not occur.
 * </ul>
 */
public final class ContextAssembler {
    /** The most characters of a source that stand in the text; the citation has it all. */
    static final int SOURCE_CHARACTERS = 120;

    private static final int NONCE_BYTES = 16;
    private static final int LINE_CHARACTERS = 320;

    private final Fence fence;
    private final SecureRandom random;

    /** @param random where fences get their numbers from */
    public ContextAssembler(Fence fence, SecureRandom random) {
        this.fence = requireNonNull(fence, "fence is null");
        this.random = requireNonNull(random, "random is null");
    }

    /**
     * Writes one context.
     *
     * @param requestId finds the answer in the audit log
     * @param chunks best first
     */
    public GuardedContext assemble(String requestId, List<ScreenedChunk> chunks, List<Withheld> withheld) {
        List<Citation> citations = new ArrayList<>(chunks.size());
        List<String> passages = new ArrayList<>(chunks.size());
        int length = 0;
        for (ScreenedChunk chunk : chunks) {
            citations.add(Citation.of(citations.size() + 1, chunk));
            String passage = fence.quote(chunk.chunk().text());
            passages.add(passage);
            length += passage.length() + LINE_CHARACTERS;
        }
        if (chunks.isEmpty()) {
            return new GuardedContext(requestId, "", chunks, citations, withheld);
        }
        String nonce = nonce(passages, citations);
        StringBuilder text = new StringBuilder(length + LINE_CHARACTERS).append(fence.preamble(nonce));
        for (int i = 0; i < passages.size(); i++) {
            append(text, nonce, citations.get(i), passages.get(i));
        }
        return new GuardedContext(requestId, text.toString(), chunks, citations, withheld);
    }

    private static void append(StringBuilder text, String nonce, Citation citation, String passage) {
        text.append(Fence.OPENING).append(nonce).append(" passage ").append(citation.number());
        text.append(" source=\"").append(shown(citation.provenance().source().uri()));
        text.append("\" trust=").append(citation.trust());
        text.append(" scanned=\"").append(citation.scannedBy());
        text.append("\" attester=\"").append(shown(citation.attester())).append("\">>\n");
        text.append(passage);
        text.append('\n').append(Fence.OPENING).append(nonce).append(" end ").append(citation.number());
        text.append(">>\n");
    }

    /** A name as it may stand inside a fence's line; control characters have no way into a seal. */
    private static String shown(String name) {
        String cut = name;
        if (name.length() > SOURCE_CHARACTERS) {
            int end = Character.isHighSurrogate(name.charAt(SOURCE_CHARACTERS - 2))
                    ? SOURCE_CHARACTERS - 2
                    : SOURCE_CHARACTERS - 1;
            cut = name.substring(0, end) + "…";
        }
        return Fence.defuse(cut).replace('"', '\'').replace('>', '\'');
    }

    private String nonce(List<String> passages, List<Citation> citations) {
        byte[] bytes = new byte[NONCE_BYTES];
        while (true) {
            random.nextBytes(bytes);
            String nonce = HexFormat.of().formatHex(bytes);
            if (passages.stream().noneMatch(passage -> passage.contains(nonce))
                    && citations.stream()
                            .noneMatch(each -> each.provenance().source().uri().contains(nonce))) {
                return nonce;
            }
        }
    }
}
