package dev.weir.tenancy.heads;

import dev.weir.tenancy.keys.KeyId;

/**
 * Where one document stands: its last head, the keys that vouch for its content, its audience and its scan stamp, and
 * whether it counts.
 */
record HeadState(DocumentHead head, KeyId contentKey, KeyId tagKey, KeyId stampKey, Life life) {
    /** Whether a document counts. */
    enum Life {
        CURRENT,
        /** Withheld until a later head is published. */
        SUSPENDED,
        ERASED
    }

    boolean erased() {
        return life == Life.ERASED;
    }

    HeadState with(Life other) {
        return new HeadState(head, contentKey, tagKey, stampKey, other);
    }
}
