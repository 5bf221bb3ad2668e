package dev.weir.tenancy.heads;

import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.SignatureAlgorithm;
import java.time.Instant;

/**
 * One entry as it stands in a log, decoded but not yet verified.
 *
 * @param sequence from 1
 * @param previous hash of the entry before
 * @param at when it was signed, by the signer's clock
 * @param message the bytes that the signature covers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never shared
record SignedEntry(
        long sequence,
        Sha256 previous,
        Instant at,
        KeyId key,
        SignatureAlgorithm algorithm,
        LogEntry entry,
        byte[] message,
        byte[] signature) {}
