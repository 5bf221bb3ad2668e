package dev.weir.ingest.provenance;

import static java.util.Objects.requireNonNull;

/**
 * A credential and the part of the document that it stands in.
 *
 * @param location of the layer
 */
public record LocatedCredential(String location, Credential credential) {
    public LocatedCredential {
        requireNonNull(location, "location is null");
        requireNonNull(credential, "credential is null");
    }
}
