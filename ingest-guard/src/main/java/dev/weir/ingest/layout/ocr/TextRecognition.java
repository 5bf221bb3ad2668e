package dev.weir.ingest.layout.ocr;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether words in pictures are to be read.
 *
 * @param languages as Tesseract names them, such as {@code eng}; none if pictures are not to be read; at most 10
 * @param program Tesseract, or nothing if it is not installed
 */
public record TextRecognition(List<String> languages, Optional<Path> program) {

    private static final int MAX_LANGUAGES = 10;
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{1,19}");

    /** @throws IllegalArgumentException if there are too many languages or one is no name of a language */
    public TextRecognition {
        languages = List.copyOf(languages);
        if (languages.size() > MAX_LANGUAGES) {
            throw new IllegalArgumentException(
                    "languages must be at most " + MAX_LANGUAGES + ", got " + languages.size());
        }
        if (!languages.stream().allMatch(language -> LANGUAGE.matcher(language).matches())) {
            throw new IllegalArgumentException("a language must be a name such as eng or chi_sim");
        }
    }

    /** Pictures are not read. */
    public static TextRecognition off() {
        return new TextRecognition(List.of(), Optional.empty());
    }

    /**
     * Pictures are read if the program is found.
     *
     * @param searchPath folders in which it is looked for, as the operating system writes them
     */
    public static TextRecognition in(List<String> languages, String searchPath) {
        Optional<Path> program = Arrays.stream(searchPath.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> Stream.of(Path.of(folder, "tesseract"), Path.of(folder, "tesseract.exe")))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toAbsolutePath)
                .findFirst();
        return new TextRecognition(languages, program);
    }

    /** Whether pictures are to be read. */
    public boolean isOn() {
        return !languages.isEmpty();
    }
}
