package dev.weir.adapters.cli;

import dev.weir.tenancy.Label;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import java.util.function.Function;

/** Reads names from the command line and says which option is wrong. */
final class Names {
    private Names() {}

    static TenantId tenant(String value) {
        return read("--tenant", value, TenantId::new);
    }

    static Label label(String value) {
        return read("--label", value, Label::new);
    }

    static DocumentId document(String value) {
        return read("--document", value, DocumentId::new);
    }

    static SourceRef source(String value) {
        return read("--source", value, SourceRef::new);
    }

    static <T> T read(String option, String value, Function<String, T> reader) {
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage() + ".", e);
        }
    }
}
