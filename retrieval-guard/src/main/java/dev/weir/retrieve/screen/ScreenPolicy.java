package dev.weir.retrieve.screen;

/** Policies of set screens by name, as settings give them. */
public enum ScreenPolicy {
    /** {@link SetScreens#standard()}. */
    STANDARD,
    /** {@link SetScreens#strict()}. */
    STRICT;

    /** The screens of this policy. */
    public SetScreens screens() {
        return switch (this) {
            case STANDARD -> SetScreens.standard();
            case STRICT -> SetScreens.strict();
        };
    }
}
