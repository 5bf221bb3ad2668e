package dev.weir.retrieve.screen;

import dev.weir.retrieve.verify.WithholdCode;

/** What passages of one hand have in common. An origin that is not known is shared with nobody. */
public enum Origin {
    /** The document. */
    SOURCE(WithholdCode.SOURCE_CAP) {
        @Override
        String of(RankedPassage passage) {
            return passage.source();
        }
    },
    /** Who wrote it into the store. */
    UPLOADER(WithholdCode.UPLOADER_CAP) {
        @Override
        String of(RankedPassage passage) {
            return passage.uploader();
        }
    },
    /** The ingest run. */
    BATCH(WithholdCode.BATCH_CAP) {
        @Override
        String of(RankedPassage passage) {
            return passage.batch();
        }
    };

    private final WithholdCode capCode;

    Origin(WithholdCode capCode) {
        this.capCode = capCode;
    }

    /** The code of a cap on this origin. */
    WithholdCode capCode() {
        return capCode;
    }

    /** Empty if it is not known. */
    abstract String of(RankedPassage passage);

    /** Whether two passages share a known source, uploader or batch. */
    static boolean isShared(RankedPassage one, RankedPassage other) {
        for (Origin origin : values()) {
            String name = origin.of(one);
            if (!name.isEmpty() && name.equals(origin.of(other))) {
                return true;
            }
        }
        return false;
    }
}
