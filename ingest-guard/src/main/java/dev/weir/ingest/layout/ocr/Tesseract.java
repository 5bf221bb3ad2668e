package dev.weir.ingest.layout.ocr;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the Tesseract program: no shell, nothing of the environment, a folder of its own, and an end to time and memory. */
final class Tesseract {

    private static final Path LIMITER = Path.of("/usr/bin/prlimit");
    private static final List<String> LIMITS = List.of("--as=2000000000", "--cpu=60", "--fsize=50000000");
    /** Whole pages, at the size that pictures are brought to, on grounds of any shade, and a table of words with their boxes. */
    private static final List<String> HOW =
            List.of("--psm", "3", "--dpi", "200", "-c", "thresholding_method=2", "-c", "tessedit_create_tsv=1");

    private static final long MAX_RUN_MILLIS = 60_000;
    private static final int MAX_OUTPUT_BYTES = 8_000_000;
    private static final int COLUMNS = 12;
    private static final int WORD_LEVEL = 5;
    private static final double LEAST_CONFIDENCE = 30;
    private static final int MAX_WORDS = 50_000;

    private final List<String> program;
    private final List<String> settings;
    private long nanosLeft;
    private int lines;

    Tesseract(Path program, TextRecognition wanted, long millis) {
        this.program = limited(program);
        this.settings = List.of("stdout", "-l", String.join("+", wanted.languages()));
        this.nanosLeft = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static List<String> limited(Path program) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(LIMITER)) {
            command.add(LIMITER.toString());
            command.addAll(LIMITS);
        }
        command.add(program.toString());
        return command;
    }

    /**
     * Reads the words of a picture.
     *
     * @throws IOException with a message of fixed words, if it is not read
     */
    List<Word> read(GreyPicture picture) throws IOException {
        if (nanosLeft <= 0) {
            throw new IOException("as time for it ran out");
        }
        long start = System.nanoTime();
        Path folder = Files.createTempDirectory("recognize-");
        Path drawn = folder.resolve("picture.pgm");
        Path table = folder.resolve("words.tsv");
        try {
            picture.write(drawn);
            run(folder, drawn, table.toFile());
            try (InputStream in = Files.newInputStream(table)) {
                return words(new String(in.readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.UTF_8));
            }
        } finally {
            Files.deleteIfExists(drawn);
            Files.deleteIfExists(table);
            Files.deleteIfExists(folder);
            nanosLeft -= System.nanoTime() - start;
        }
    }

    private void run(Path folder, Path picture, File table) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.add(picture.toString());
        command.addAll(settings);
        command.addAll(HOW);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.toFile());
        builder.redirectOutput(table);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> !name.equalsIgnoreCase("SystemRoot"));
        // More threads make it slower, and are not what a worker was given.
        builder.environment().put("OMP_THREAD_LIMIT", "1");
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            long millis = Math.min(MAX_RUN_MILLIS, TimeUnit.NANOSECONDS.toMillis(nanosLeft));
            if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                throw new IOException("as it took too long");
            }
            if (process.exitValue() != 0) {
                throw new IOException("exit code " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** The words of a table as the program writes it: level, page, block, paragraph, line, word, box, confidence, text. */
    private List<Word> words(String table) {
        List<Word> words = new ArrayList<>();
        String last = "";
        for (String row : table.split("\n", -1)) {
            String[] cells = row.split("\t", -1);
            if (cells.length == COLUMNS && cells[0].equals(Integer.toString(WORD_LEVEL)) && words.size() < MAX_WORDS) {
                String line = String.join(" ", cells[1], cells[2], cells[3], cells[4]);
                lines += line.equals(last) ? 0 : 1;
                last = line;
                String text = cells[COLUMNS - 1].strip();
                if (!text.isEmpty() && Double.parseDouble(cells[COLUMNS - 2]) >= LEAST_CONFIDENCE) {
                    words.add(word(text, cells));
                }
            }
        }
        return words;
    }

    private Word word(String text, String[] cells) {
        return new Word(
                text,
                lines,
                Integer.parseInt(cells[6]),
                Integer.parseInt(cells[7]),
                Integer.parseInt(cells[8]),
                Integer.parseInt(cells[9]),
                false);
    }
}
