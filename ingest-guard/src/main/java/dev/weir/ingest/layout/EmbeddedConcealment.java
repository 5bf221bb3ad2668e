package dev.weir.ingest.layout;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.apache.tika.metadata.Metadata;

/** Says of an embedded document, before it is read, why a reader of the document around it does not see it. */
public final class EmbeddedConcealment {

    /** Begins as Tika's own keys do, so that it is not read as a property. */
    private static final String KEY = "X-TIKA:weir-concealed";

    private EmbeddedConcealment() {}

    /** Adds a reason. */
    public static void add(Metadata metadata, Concealment reason) {
        metadata.add(KEY, reason.name());
    }

    /** The reasons; empty if it is seen like any embedded document. */
    public static Set<Concealment> of(Metadata metadata) {
        Set<String> named = Set.copyOf(Arrays.asList(metadata.getValues(KEY)));
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        for (Concealment reason : Concealment.values()) {
            if (named.contains(reason.name())) {
                reasons.add(reason);
            }
        }
        return reasons;
    }
}
