package dev.weir.ingest.verdict;

import dev.weir.models.detect.Channel;

/**
 * The rules by which documents are judged: an SPI. It proposes; {@link Judge} decides, asks it only about documents
 * without a blocking gap, and never lets it admit a document of which nothing may be indexed.
 *
 * <p>Implementations must be thread-safe, deterministic and quick; one that throws holds the document.
 */
public interface VerdictPolicy {
    /** Name and version, 1 to 64 characters; another rule needs another id. It goes into rationales, stamps and ledgers. */
    String id();

    /** The rate of false alarms to work at in a channel, in (0, 1): it names the operating point. */
    double falsePositiveRate(Channel channel);

    /** What should become of the document. */
    Verdict judge(ScreenedDocument document);

    /** What is served while a new version is held. */
    default OnHeldSuccessor onHeldSuccessor() {
        return OnHeldSuccessor.KEEP;
    }

    /** What happens to text that somebody else extracted. */
    default OnExternalText onExternalText() {
        return OnExternalText.JUDGE;
    }
}
