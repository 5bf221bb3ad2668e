package dev.weir.adapters.cli;

import dev.weir.models.catalog.ModelArtifact;
import dev.weir.models.catalog.ModelCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of the bundled classifier, to be damaged. */
record ModelFolder(Path folder) {
    private static final Path CATALOG = Path.of("../../models/src/main/resources/dev/weir/models/catalog");

    static ModelFolder copiedTo(Path folder) throws IOException {
        Path bundled = CATALOG.resolve(ModelCatalog.bundled().card().id());
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(bundled)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        return new ModelFolder(folder);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    void flipOneByte(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(file(name));
        bytes[bytes.length / 2] ^= 1;
        Files.write(file(name), bytes);
    }

    void cutInHalf(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(file(name));
        Files.write(file(name), java.util.Arrays.copyOf(bytes, bytes.length / 2));
    }

    /** Lets the card pin what the file holds now. */
    void pin(String name) throws IOException {
        byte[] before = Files.readAllBytes(
                CATALOG.resolve(ModelCatalog.bundled().card().id()).resolve(name));
        card(ModelArtifact.sha256(before), ModelArtifact.sha256(Files.readAllBytes(file(name))));
    }

    void card(String before, String after) throws IOException {
        String card = Files.readString(file("card.json"), StandardCharsets.UTF_8);
        if (!card.contains(before)) {
            throw new IllegalArgumentException("the card holds no " + before);
        }
        Files.writeString(file("card.json"), card.replace(before, after), StandardCharsets.UTF_8);
    }
}
