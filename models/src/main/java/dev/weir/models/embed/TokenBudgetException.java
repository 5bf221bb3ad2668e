package dev.weir.models.embed;

/** Texts would cost more than is left of the token budget. Nothing of the call was sent. */
public final class TokenBudgetException extends EmbeddingException {

    private static final long serialVersionUID = 1L;

    TokenBudgetException(String modelId, long wanted, long left, long budget) {
        super("the texts cost " + wanted + " tokens of model " + modelId + ", and " + left + " of a budget of " + budget
                + " are left; nothing of them was sent");
    }
}
