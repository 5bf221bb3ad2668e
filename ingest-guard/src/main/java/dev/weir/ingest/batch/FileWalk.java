package dev.weir.ingest.batch;

import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every file under some paths, links followed, each path once; what cannot be entered is named too. */
final class FileWalk {
    private static final String ROOT = "/";

    private FileWalk() {}

    /** A path to work on, or what is wrong with it. */
    sealed interface Found {
        Path path();

        record File(Path path) implements Found {}

        record Broken(Path path, Gap gap) implements Found {}

        /** A folder that could not be looked into, so that nobody knows what is in it. */
        record Unlisted(Path path, Gap gap) implements Found {}
    }

    static List<Found> of(List<Path> roots) {
        Map<Path, Found> found = new LinkedHashMap<>();
        FileVisitor<Path> visitor = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                add(new Found.File(file));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                Gap gap = new Gap(GapCode.UNREADABLE, ROOT, reason(failure));
                boolean listed = failure instanceof FileSystemLoopException || !Files.isDirectory(file);
                add(listed ? new Found.Broken(file, gap) : new Found.Unlisted(file, gap));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
                if (failure != null) {
                    add(new Found.Unlisted(folder, new Gap(GapCode.UNREADABLE, ROOT, reason(failure))));
                }
                return FileVisitResult.CONTINUE;
            }

            private void add(Found one) {
                found.putIfAbsent(one.path().toAbsolutePath().normalize(), one);
            }
        };
        for (Path root : roots) {
            try {
                Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
            } catch (IOException | SecurityException e) {
                found.putIfAbsent(
                        root.toAbsolutePath().normalize(),
                        new Found.Unlisted(
                                root,
                                new Gap(GapCode.UNREADABLE, ROOT, e.getClass().getSimpleName())));
            }
        }
        return List.copyOf(found.values());
    }

    private static String reason(IOException failure) {
        if (failure instanceof FileSystemLoopException) {
            return "a link leads back to a folder above";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file";
        }
        return failure instanceof AccessDeniedException
                ? "access denied"
                : failure.getClass().getSimpleName();
    }
}
