package dev.weir.benchmarks.poison;

import dev.weir.models.catalog.ModelArtifact;
import dev.weir.retrieve.screen.RankedPassage;
import dev.weir.tenancy.TrustTier;
import java.nio.charset.StandardCharsets;

/** Who brought the clean passages, and how far each is trusted: an assumption, by the digest of the page's name. */
enum Trust {
    /**
     * Two fifths of the pages are of the house, uploaded by one service account; two fifths are external, by eight people; a
     * fifth is of unknown origin, by forty.
     */
    MIXED {
        @Override
        TrustTier tier(Document document) {
            int share = digest(document.source()) % 5;
            return share < 2 ? TrustTier.INTERNAL : share < 4 ? TrustTier.EXTERNAL : TrustTier.UNKNOWN;
        }
    },
    /** As {@link #MIXED}, and the passages that answer the questions with poison are of the house. */
    GOLD_INTERNAL {
        @Override
        TrustTier tier(Document document) {
            return document.isWeb() ? TrustTier.INTERNAL : MIXED.tier(document);
        }
    },
    /** As {@link #MIXED}, and the passages that answer the questions with poison are of unknown origin. */
    GOLD_UNKNOWN {
        @Override
        TrustTier tier(Document document) {
            return document.isWeb() ? TrustTier.UNKNOWN : MIXED.tier(document);
        }
    },
    /** Everything is external, and one crawler brought it, a hundred pages in a batch. */
    ONE_CRAWLER {
        @Override
        TrustTier tier(Document document) {
            return TrustTier.EXTERNAL;
        }

        @Override
        String uploader(Document document) {
            return "crawler";
        }
    };

    private static final int DIGITS = 7;
    private static final int BATCHES = 24;

    abstract TrustTier tier(Document document);

    String uploader(Document document) {
        int digest = digest("uploader " + document.source());
        return switch (tier(document)) {
            case INTERNAL, CURATED -> "sync";
            case EXTERNAL -> "external-" + digest % 8;
            case UNKNOWN, ADOPTED -> "unknown-" + digest % 40;
        };
    }

    RankedPassage passage(Document document, double score) {
        String uploader = uploader(document);
        return new RankedPassage(
                document.id(),
                document.text(),
                document.source(),
                uploader,
                uploader + "/" + digest("batch " + document.source()) % BATCHES,
                tier(document),
                score);
    }

    private static int digest(String name) {
        return Integer.parseInt(
                ModelArtifact.sha256(name.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS), 16);
    }
}
