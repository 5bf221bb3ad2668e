package dev.weir.adapters.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a scan as one HTML page that needs nothing else: no script from elsewhere, no font, no picture. */
final class HtmlReport {
    private static final List<String> ORDER = List.of("reject", "quarantine", "redact", "admit");

    private static final Pattern PART = Pattern.compile("\\{\\{(\\w+)}}");

    private HtmlReport() {}

    static void write(Path file, String title, String subtitle, List<ScannedFile> files, String extra) {
        Map<String, String> parts = Map.of(
                "title", escape(title),
                "subtitle", escape(subtitle),
                "tiles", tiles(files),
                "techniques", techniques(files),
                "extra", extra,
                "rows", rows(files));
        // One pass, so that nothing a file is called can stand for another part.
        String page = PART.matcher(template())
                .replaceAll(part -> Matcher.quoteReplacement(parts.getOrDefault(part.group(1), "")));
        try {
            Files.writeString(file, page, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException("cannot write " + file + "; check --html.", e);
        }
    }

    /** Text as HTML: no character of it can become markup. */
    static String escape(String text) {
        return Json.printable(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String tiles(List<ScannedFile> files) {
        Map<String, Long> counts =
                files.stream().collect(Collectors.groupingBy(ScannedFile::verdict, Collectors.counting()));
        StringBuilder tiles = new StringBuilder(tile("all", files.size(), "files"));
        for (String verdict : ORDER) {
            tiles.append(tile(verdict, counts.getOrDefault(verdict, 0L), verdict));
        }
        return tiles.toString();
    }

    private static String tile(String kind, long count, String label) {
        return "<div class=\"tile " + kind + "\"><b>" + count + "</b><span>" + label + "</span></div>\n";
    }

    private static String techniques(List<ScannedFile> files) {
        Map<String, Long> counts = new TreeMap<>();
        for (ScannedFile file : files) {
            file.findings().stream()
                    .map(ScannedFile.ShownFinding::technique)
                    .distinct()
                    .forEach(technique -> counts.merge(technique, 1L, Long::sum));
            file.gaps().stream()
                    .map(gap -> "not looked at: " + gap.code().code())
                    .distinct()
                    .forEach(gap -> counts.merge(gap, 1L, Long::sum));
        }
        if (counts.isEmpty()) {
            return "<tr><td colspan=\"2\">nothing was found and nothing was left out</td></tr>";
        }
        StringBuilder rows = new StringBuilder();
        counts.forEach((technique, count) -> rows.append("<tr><td>")
                .append(escape(technique))
                .append("</td><td class=\"n\">")
                .append(count)
                .append("</td></tr>\n"));
        return rows.toString();
    }

    private static String rows(List<ScannedFile> files) {
        StringBuilder rows = new StringBuilder();
        files.stream()
                .sorted(Comparator.comparingInt((ScannedFile file) -> ORDER.indexOf(file.verdict()))
                        .thenComparing(ScannedFile::risk, Comparator.reverseOrder())
                        .thenComparing(ScannedFile::path))
                .forEach(file -> rows.append(row(file)));
        return rows.toString();
    }

    private static String row(ScannedFile file) {
        StringBuilder details = new StringBuilder();
        for (ScannedFile.ShownFinding finding : file.findings()) {
            details.append("<li><code>")
                    .append(escape(finding.technique()))
                    .append("</code> ")
                    .append(escape(finding.channel() + " " + finding.location() + " " + finding.start() + "–"
                            + finding.end()
                            + (finding.place().isEmpty() ? "" : ", " + finding.place())
                            + (finding.concealed().isEmpty() ? "" : ", " + String.join(" ", finding.concealed()))))
                    .append(String.format(Locale.ROOT, ", score %.2f, ", finding.score()))
                    .append(escape(finding.detector() + " (" + finding.evidence() + ")"));
            if (!finding.text().isEmpty()) {
                details.append("<blockquote>").append(escape(finding.text())).append("</blockquote>");
            }
            details.append("</li>\n");
        }
        file.gaps()
                .forEach(gap -> details.append("<li class=\"gap\"><code>")
                        .append(escape(gap.code().code()))
                        .append("</code> ")
                        .append(escape(gap.location() + " "
                                + (gap.detail().isEmpty() ? gap.code().text() : gap.detail())))
                        .append("</li>\n"));
        file.concealed()
                .forEach((code, count) -> details.append("<li class=\"concealed\"><code>")
                        .append(escape(code))
                        .append("</code> ")
                        .append(count)
                        .append(" × not seen by readers, kept from the index</li>\n"));
        String list = details.isEmpty() ? "" : "<ul>" + details + "</ul>";
        return "<tr class=\"" + file.verdict() + "\" data-verdict=\"" + file.verdict() + "\"><td><span class=\"badge\">"
                + file.verdict() + "</span></td><td><div class=\"path\">" + escape(file.path())
                + "</div><div class=\"meta\">"
                + escape(file.mediaType()) + " · " + file.chunks() + " chunks · " + file.millis() + " ms"
                + (file.rules().isEmpty() ? "" : " · " + escape(String.join(", ", file.rules()))) + "</div>" + list
                + "</td><td class=\"n\">" + String.format(Locale.ROOT, "%.2f", file.risk()) + "</td></tr>\n";
    }

    private static String template() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.html")) {
            if (in == null) {
                throw new IllegalStateException("report.html is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("report.html cannot be read", e);
        }
    }
}
