package dev.weir.adapters.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.tenancy.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which index of a store directory is in use, by number: the file {@code CURRENT}, replaced in one step. A directory without
 * the file uses index 1, in {@code index}; later ones are in {@code index-2} and so on.
 */
sealed interface IndexPointer {
    /** The index that queries and writes go to. */
    int current();

    /** The other index, while there are two. */
    OptionalInt other();

    /** The lowest index that is still needed. */
    default int lowest() {
        return Math.min(current(), other().orElse(current()));
    }

    /** There is one index. */
    record Single(int current) implements IndexPointer {
        @Override
        public OptionalInt other() {
            return OptionalInt.empty();
        }
    }

    /** The second index is being filled. */
    record Building(int first, int second) implements IndexPointer {
        @Override
        public int current() {
            return first;
        }

        @Override
        public OptionalInt other() {
            return OptionalInt.of(second);
        }
    }

    /** The second index is in use and the first one is to go. */
    record Leaving(int first, int second) implements IndexPointer {
        @Override
        public int current() {
            return second;
        }

        @Override
        public OptionalInt other() {
            return OptionalInt.of(first);
        }
    }

    /** Where an index is. */
    static Path folder(Path directory, int index) {
        return directory.resolve(index == 1 ? "index" : "index-" + index);
    }

    /**
     * Reads what a directory says.
     *
     * @throws StoreException if the file is not one of this format, or missing though there are several indexes
     */
    static IndexPointer read(Path directory) {
        Path file = directory.resolve(Text.NAME);
        if (!Files.exists(file)) {
            if (present(directory).stream().anyMatch(index -> index > 1)) {
                throw new StoreException("the file " + file + ", which names the index in use, is missing; restore it");
            }
            return new Single(1);
        }
        try {
            return parse(Files.readString(file, US_ASCII), file);
        } catch (IOException e) {
            throw new StoreException("cannot read " + file, e);
        }
    }

    /** Makes this what the directory says, durably. */
    default void write(Path directory) {
        String text = Text.HEADER
                + switch (this) {
                    case Single single -> "use " + single.current() + "\n";
                    case Building building -> "use " + building.first() + "\nbuild " + building.second() + "\n";
                    case Leaving leaving -> "use " + leaving.second() + "\nleave " + leaving.first() + "\n";
                };
        Path file = directory.resolve(Text.NAME);
        Path next = directory.resolve(Text.NAME + ".next");
        try {
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new StoreException("cannot write " + file, e);
        }
    }

    /** The numbers of the index folders that are there. */
    static NavigableSet<Integer> present(Path directory) {
        NavigableSet<Integer> present = new TreeSet<>();
        if (!Files.isDirectory(directory)) {
            return present;
        }
        try (Stream<Path> files = Files.list(directory)) {
            files.map(file -> Text.FOLDER.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> name.group(1) == null ? 1 : Integer.parseInt(name.group(1)))
                    .forEach(present::add);
        } catch (IOException e) {
            throw new StoreException("cannot list " + directory, e);
        }
        return present;
    }

    private static IndexPointer parse(String text, Path file) {
        Matcher matcher = Text.FORM.matcher(text);
        if (!matcher.matches()) {
            throw new StoreException("the file " + file + " does not name the index in use; restore it");
        }
        int current = Integer.parseInt(matcher.group(1));
        if (matcher.group(2) == null) {
            return new Single(current);
        }
        int other = Integer.parseInt(matcher.group(3));
        return matcher.group(2).equals("build") ? new Building(current, other) : new Leaving(other, current);
    }

    /** The words of the file and the folders, because an interface's fields are public. */
    final class Text {
        private static final String NAME = "CURRENT";
        private static final String HEADER = "weir-indexes-1\n";
        private static final Pattern FORM =
                Pattern.compile("weir-indexes-1\nuse ([1-9][0-9]{0,8})\n(?:(build|leave) ([1-9][0-9]{0,8})\n)?");
        private static final Pattern FOLDER = Pattern.compile("index(?:-([2-9]|[1-9][0-9]{1,8}))?");

        private Text() {}
    }
}
