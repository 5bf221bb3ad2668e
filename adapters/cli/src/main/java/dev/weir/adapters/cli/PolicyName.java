package dev.weir.adapters.cli;

import dev.weir.retrieve.screen.ScreenPolicy;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names of the policies of set screens. */
final class PolicyName implements ITypeConverter<ScreenPolicy> {
    static final String WANTED = "must be standard or strict";

    PolicyName() {}

    @Override
    public ScreenPolicy convert(String name) {
        return of(name).orElseThrow(() -> new TypeConversionException(WANTED));
    }

    static Optional<ScreenPolicy> of(String name) {
        return switch (name) {
            case "standard" -> Optional.of(ScreenPolicy.STANDARD);
            case "strict" -> Optional.of(ScreenPolicy.STRICT);
            default -> Optional.empty();
        };
    }
}
