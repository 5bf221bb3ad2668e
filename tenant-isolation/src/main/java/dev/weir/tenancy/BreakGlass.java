package dev.weir.tenancy;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/**
 * The one door across tenants: proof that an operator gave a reason and that it was recorded before the door opened.
 * Search your code for {@code BreakGlass.unscoped} to find every use.
 *
 * <h2>Guarantees</h2>
 *
 * <p>No instance exists whose record did not return normally first.
 */
public final class BreakGlass {
    private final Principal operator;
    private final Reason reason;

    private BreakGlass(Principal operator, Reason reason) {
        this.operator = operator;
        this.reason = reason;
    }

    /**
     * Opens the door.
     *
     * @param record writes the opening to the audit log; if it throws, the door stays shut
     */
    public static BreakGlass unscoped(Principal operator, Reason reason, Consumer<BreakGlass> record) {
        BreakGlass opening =
                new BreakGlass(requireNonNull(operator, "operator is null"), requireNonNull(reason, "reason is null"));
        record.accept(opening);
        return opening;
    }

    public Principal operator() {
        return operator;
    }

    public Reason reason() {
        return reason;
    }
}
