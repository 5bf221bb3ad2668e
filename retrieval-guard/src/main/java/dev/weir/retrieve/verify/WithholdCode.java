package dev.weir.retrieve.verify;

import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.seal.SealFault;
import dev.weir.tenancy.store.StoreException;

/** Why a row, a chunk or a whole answer was withheld. The names are part of the command line's formats. */
public enum WithholdCode implements Annotation {
    /** {@link SealFault#UNSEALED}. */
    UNSEALED(SealFault.UNSEALED.text()),
    /** {@link SealFault#MALFORMED_SEAL}. */
    MALFORMED_SEAL(SealFault.MALFORMED_SEAL.text()),
    /** {@link SealFault#WRONG_ROW}. */
    WRONG_ROW(SealFault.WRONG_ROW.text()),
    /** {@link SealFault#TEXT_ALTERED}. */
    TEXT_ALTERED(SealFault.TEXT_ALTERED.text()),
    /** {@link SealFault#VECTOR_ALTERED}. */
    VECTOR_ALTERED(SealFault.VECTOR_ALTERED.text()),
    /** {@link SealFault#LOG_REFUSED}. */
    LOG_REFUSED(SealFault.LOG_REFUSED.text()),
    /** {@link SealFault#CHECKPOINT_EXPIRED}. */
    CHECKPOINT_EXPIRED(SealFault.CHECKPOINT_EXPIRED.text()),
    /** {@link SealFault#UNKNOWN_DOCUMENT}. */
    UNKNOWN_DOCUMENT(SealFault.UNKNOWN_DOCUMENT.text()),
    /** {@link SealFault#ERASED}. */
    ERASED(SealFault.ERASED.text()),
    /** {@link SealFault#REVOKED}. */
    REVOKED(SealFault.REVOKED.text()),
    /** {@link SealFault#SUSPENDED}. */
    SUSPENDED(SealFault.SUSPENDED.text()),
    /** {@link SealFault#STALE_VERSION}. */
    STALE_VERSION(SealFault.STALE_VERSION.text()),
    /** {@link SealFault#NOT_IN_DOCUMENT}. */
    NOT_IN_DOCUMENT(SealFault.NOT_IN_DOCUMENT.text()),
    /** {@link SealFault#EXPIRED}. */
    EXPIRED(SealFault.EXPIRED.text()),
    /** {@link SealFault#STAMP_TOO_OLD}. */
    STAMP_TOO_OLD(SealFault.STAMP_TOO_OLD.text()),

    /** The scan is too old to count, and the current rules object to the text. */
    RESCREEN_FLAGGED(
            "The scan is too old to count, or the row is not adopted yet, and the current rules flag the text."),
    /** A snapshot vouches for the row, and its text could not be screened. */
    SNAPSHOT_UNSCREENED("The row is not adopted yet, and its text could not be screened at query time."),

    /** Audit only: an intact row of a tenant of the scope whose tag the scope does not permit. */
    OUT_OF_SCOPE("The seal holds and the caller may not read the document."),
    /** Audit only: an intact row of a tenant that no grant of the scope names. */
    FOREIGN_TENANT("The seal holds and the document is of a tenant outside the scope."),
    /** Audit only: the store returned nothing where a row should be. */
    NULL_ROW("The store returned a null row."),
    /** Audit only: a verified row of a chunk that a better row had brought already. */
    DUPLICATE_ROW("The store returned the chunk more than once."),
    /** Audit only: rows beyond the number asked for; none of them is looked at. */
    SURPLUS_ROWS("The store returned more rows than it was asked for."),

    /** The text repeats most of another passage of the same answer. */
    NEAR_DUPLICATE("The text repeats another passage that is trusted more or ranked higher."),
    /** The text repeats the question, as planted passages do to be found. */
    QUERY_ECHO("The text repeats the question, as planted passages do to be found."),
    /** The answer already holds as many passages of the source as it may. */
    SOURCE_CAP("The answer already holds as many passages of this source as it may."),
    /** The answer already holds as many passages of the uploader as it may. */
    UPLOADER_CAP("The answer already holds as many passages of this uploader as it may."),
    /** The answer already holds as many passages of the ingest batch as it may. */
    BATCH_CAP("The answer already holds as many passages of this ingest batch as it may."),
    /** The text says much the same as another passage of the same source, uploader or batch. */
    SAME_PROVENANCE("The text says much the same as another passage of the same source, uploader or batch."),
    /** The text dictates an answer or a refusal. */
    ANSWER_BAIT("The text speaks to whoever answers: it dictates an answer or a refusal."),
    /** Trusted sources speak to the question, and the passage's is not trusted. */
    OUTRANKED("Trusted sources speak to the question, and this one is not trusted."),
    /** Too few trusted sources speak to the question for this one to be believed. */
    UNCORROBORATED("The source is not trusted, and too few trusted sources speak to the question."),
    /** Another source states other numbers or names near the words of the question. */
    ANSWER_CONFLICT("Another source states other numbers or names near the words of the question."),
    /** The principal was served many chunks lately and may have few new ones. */
    NEW_CHUNKS_CAPPED("You were given many passages lately; few new ones are given for now."),
    /** A screen that the application added. */
    OTHER_SCREEN("A screen that the application added objects to the passage."),

    /** The whole answer: the scope had expired. */
    SCOPE_EXPIRED("The access scope has expired; resolve it again."),
    /** The whole answer: a head log could not be read. */
    HEADS_UNREADABLE("A head log could not be read, so nothing can be verified."),
    /** The whole answer: the store failed. */
    STORE_FAILED("The store failed."),
    /** The whole answer: the store returned an intact foreign row lately and is not asked. */
    STORE_BREAKER_OPEN("The store returned rows of a foreign tenant under a filter it said it enforces; it is not asked"
            + " until the breaker closes."),
    /** The whole answer: the principal must prove himself first. */
    STEP_UP_REQUIRED("So much was read lately that nothing is answered until you have signed in anew."),
    /** The whole answer: the principal reads like somebody who copies the corpus or tries others' doors. */
    BEHAVIOUR_BLOCKED("So much was read or tried lately that nothing is answered for a while."),
    /** The whole answer: it could not be recorded in the audit log. */
    AUDIT_FAILED("The answer could not be recorded in the audit log."),
    /** The whole answer: something inside the firewall failed. */
    INTERNAL("The firewall failed; nothing is answered.");

    private final String text;

    WithholdCode(String text) {
        this.text = text;
    }

    /** The code of a seal's fault. */
    public static WithholdCode of(SealFault fault) {
        return switch (fault) {
            case UNSEALED -> UNSEALED;
            case MALFORMED_SEAL -> MALFORMED_SEAL;
            case WRONG_ROW -> WRONG_ROW;
            case TEXT_ALTERED -> TEXT_ALTERED;
            case VECTOR_ALTERED -> VECTOR_ALTERED;
            case LOG_REFUSED -> LOG_REFUSED;
            case CHECKPOINT_EXPIRED -> CHECKPOINT_EXPIRED;
            case UNKNOWN_DOCUMENT -> UNKNOWN_DOCUMENT;
            case ERASED -> ERASED;
            case REVOKED -> REVOKED;
            case SUSPENDED -> SUSPENDED;
            case STALE_VERSION -> STALE_VERSION;
            case NOT_IN_DOCUMENT -> NOT_IN_DOCUMENT;
            case EXPIRED -> EXPIRED;
            case STAMP_TOO_OLD -> STAMP_TOO_OLD;
        };
    }

    /** The code of an answer that an exception emptied. */
    public static WithholdCode of(RuntimeException failure) {
        return switch (failure) {
            case StoreException e -> STORE_FAILED;
            case HeadLogException e -> HEADS_UNREADABLE;
            default -> INTERNAL;
        };
    }

    @Override
    public String text() {
        return text;
    }
}
