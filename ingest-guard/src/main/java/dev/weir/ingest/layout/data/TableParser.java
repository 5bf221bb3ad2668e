package dev.weir.ingest.layout.data;

import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.web.WebTextParser;
import dev.weir.models.detect.Channel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.IOUtils;
import org.apache.commons.io.input.CloseShieldInputStream;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.csv.TextAndCSVParser;

/** Reads tables whose cells are separated by a character, each row as a line and its cells with tabs between them. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class TableParser extends WebTextParser {

    private static final MediaType TABS = MediaType.text("tsv");
    private static final Set<MediaType> TYPES = Set.of(MediaType.text("csv"), TABS);

    private static final int SAMPLE_CHARS = 1 << 16;
    private static final int SAMPLE_ROWS = 100;

    private static final Map<Character, String> NAMES = names();

    TableParser(EncodingDetector encodingDetector) {
        super(encodingDetector, TYPES);
    }

    private static Map<Character, String> names() {
        Map<Character, String> names = new LinkedHashMap<>();
        names.put(',', "comma");
        names.put('\t', "tab");
        names.put(';', "semicolon");
        names.put('|', "pipe");
        return names;
    }

    @Override
    protected void read(InputStream content, Charset charset, Metadata metadata, TextSink sink) throws IOException {
        BufferedReader text =
                new BufferedReader(new InputStreamReader(CloseShieldInputStream.wrap(content), charset), SAMPLE_CHARS);
        skipMark(text);
        text.mark(SAMPLE_CHARS);
        char[] head = new char[SAMPLE_CHARS];
        String sample = new String(head, 0, IOUtils.read(text, head));
        text.reset();
        metadata.set(Metadata.CONTENT_ENCODING, charset.name());
        String type = metadata.get(Metadata.CONTENT_TYPE);
        Optional<Character> separator =
                type != null && type.startsWith(TABS.toString()) ? Optional.of('\t') : separatorOf(sample);
        if (separator.isPresent()) {
            metadata.set(TextAndCSVParser.DELIMITER_PROPERTY, NAMES.getOrDefault(separator.get(), ""));
            rows(text, separator.get(), sink);
        } else {
            lines(text, sink);
        }
    }

    private static void skipMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
    }

    private static void rows(BufferedReader text, char separator, TextSink sink) throws IOException {
        int row = 0;
        try (CSVParser table = format(separator).parse(new NarrowReader(text, separator))) {
            for (CSVRecord cells : table) {
                row++;
                sink.newLine(Channel.BODY);
                for (int column = 0; column < cells.size(); column++) {
                    String cell = column == 0 ? cells.get(column) : '\t' + cells.get(column);
                    sink.text(Channel.BODY, cell, new Place.Cell(1, row, column + 1), Set.of());
                }
                if (sink.isFull()) {
                    return;
                }
            }
        }
    }

    private static void lines(BufferedReader text, TextSink sink) throws IOException {
        int number = 0;
        String line = text.readLine();
        while (line != null && !sink.isFull()) {
            number++;
            sink.newLine(Channel.BODY);
            sink.text(Channel.BODY, line, new Place.Line(number), Set.of());
            line = text.readLine();
        }
    }

    /** The character that cuts most rows into the same number of cells, if that is more than one. */
    private static Optional<Character> separatorOf(String sample) throws IOException {
        Optional<Character> best = Optional.empty();
        int most = 0;
        for (char candidate : NAMES.keySet()) {
            Map<Integer, Integer> rowsOfWidth = new HashMap<>();
            int rows = 0;
            try (CSVParser table = format(candidate).parse(new StringReader(sample))) {
                for (CSVRecord cells : table) {
                    rows++;
                    rowsOfWidth.merge(cells.size(), 1, Integer::sum);
                    if (rows == SAMPLE_ROWS) {
                        break;
                    }
                }
            }
            int alike = rowsOfWidth.entrySet().stream()
                    .filter(width -> width.getKey() > 1)
                    .mapToInt(Map.Entry::getValue)
                    .max()
                    .orElse(0);
            if (alike > most && alike * 2 >= rows) {
                best = Optional.of(candidate);
                most = alike;
            }
        }
        return best;
    }

    private static CSVFormat format(char separator) {
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setIgnoreSurroundingSpaces(separator != '\t')
                .setTrailingData(true)
                .setLenientEof(true)
                .get();
    }
}
