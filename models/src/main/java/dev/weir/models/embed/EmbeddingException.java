package dev.weir.models.embed;

/**
 * Vectors are not to be had: a fault of the embedder or its budget, never of the text. Messages hold model,
 * numbers and places, no text.
 */
public sealed class EmbeddingException extends RuntimeException
        permits EmbedderThrottledException,
                EmbedderContractException,
                EmbedderUnavailableException,
                MissingVectorException,
                OtherModelException,
                TextTooLongException,
                TokenBudgetException {

    private static final long serialVersionUID = 1L;

    EmbeddingException(String message) {
        super(message);
    }

    EmbeddingException(String message, Throwable cause) {
        super(message, cause);
    }
}
