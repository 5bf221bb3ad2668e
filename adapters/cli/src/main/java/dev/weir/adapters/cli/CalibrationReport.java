package dev.weir.adapters.cli;

import dev.weir.ingest.MeasuredDocument;
import dev.weir.models.calibration.CleanCorpus;
import dev.weir.models.calibration.CorpusCalibration;
import dev.weir.models.calibration.Interval;
import dev.weir.models.detect.Gap;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code weir calibrate} says: unread documents, the texts to look at, and the operating points. Never a text. */
final class CalibrationReport {
    private static final int HIGHEST = 20;
    private static final int PER_DOCUMENTS = 10_000;
    private static final List<Integer> SIZES = List.of(1, 10, 100, 500);

    private final Output output;

    CalibrationReport(Output output) {
        this.output = output;
    }

    void print(
            Collection<MeasuredDocument> measured,
            CleanCorpus corpus,
            CorpusCalibration calibration,
            Optional<Path> file) {
        List<MeasuredDocument> unread = measured.stream()
                .filter(document -> !document.gaps().isEmpty())
                .sorted(Comparator.comparing(document -> document.clean().name()))
                .toList();
        unread.forEach(this::printGaps);
        if (!output.json()) {
            output.line("Highest-scoring texts; look whether they are clean:");
        }
        corpus.highest(HIGHEST).forEach(this::printHighest);
        long left = unread.stream().filter(document -> !document.counts()).count();
        if (output.json()) {
            output.json(Map.of("summary", json(corpus, calibration, left, unread.size() - left, file)));
        } else {
            printSummary(corpus, calibration, left, unread.size() - left, file);
        }
    }

    private void printGaps(MeasuredDocument document) {
        if (output.json()) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("path", document.clean().name());
            object.put("sha256", document.clean().sha256());
            object.put("counted", document.counts());
            object.put("gaps", document.gaps().stream().map(Json::gap).toList());
            output.json(object);
            return;
        }
        output.line((document.counts() ? "in part    " : "not counted ")
                + Json.printable(document.clean().name()));
        for (Gap gap : document.gaps().stream().limit(5).toList()) {
            output.line("             not looked at: " + gap.code().code() + " " + gap.location());
        }
    }

    private void printHighest(CleanCorpus.Located located) {
        if (output.json()) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("path", located.document().name());
            object.put("sha256", located.document().sha256());
            object.put("channel", located.text().channel().code());
            object.put("location", located.text().location());
            object.put("start", located.text().start());
            object.put("end", located.text().end());
            object.put("score", Json.score(located.text().level()));
            output.json(object);
            return;
        }
        output.line(String.format(
                Locale.ROOT,
                "%10.4f  %s  %s %s at %d-%d",
                located.text().level(),
                Json.printable(located.document().name()),
                located.text().channel().code(),
                located.text().location(),
                located.text().start(),
                located.text().end()));
    }

    private static Map<String, Object> json(
            CleanCorpus corpus, CorpusCalibration calibration, long left, long partial, Optional<Path> file) {
        int documents = corpus.documents().size();
        int flagged = corpus.flaggedDocuments(calibration);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("calibration", calibration.id());
        object.put("fpr", calibration.rate());
        object.put("documents", documents);
        object.put("notCounted", left);
        object.put("partial", partial);
        object.put(
                "points",
                calibration.points().stream().map(CalibrationReport::json).toList());
        object.put(
                "runs",
                SIZES.stream().map(size -> json(corpus.runs(calibration, size))).toList());
        object.put("flaggedDocuments", flagged);
        object.put("reviewsPer10000", Math.round((double) PER_DOCUMENTS * flagged / documents));
        file.ifPresent(path -> object.put("out", path.toString()));
        return object;
    }

    private static Map<String, Object> json(CorpusCalibration.Point point) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("channel", point.channel().code());
        object.put("threshold", point.threshold());
        object.put("texts", point.texts());
        object.put("documents", point.documents());
        object.put("flagged", point.flagged());
        object.put("rate", point.observedRate());
        object.put("interval", json(point.byTexts()));
        object.put("intervalByDocuments", json(point.byDocuments()));
        return object;
    }

    private static List<Double> json(Interval interval) {
        return List.of(interval.low(), interval.high());
    }

    private static Map<String, Object> json(CleanCorpus.Runs runs) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("chunks", runs.chunks());
        object.put("runs", runs.runs());
        object.put("flagged", runs.flagged());
        object.put("ifIndependent", runs.ifIndependent());
        return object;
    }

    private void printSummary(
            CleanCorpus corpus, CorpusCalibration calibration, long left, long partial, Optional<Path> file) {
        int documents = corpus.documents().size();
        output.line(String.format(
                Locale.ROOT,
                "%s: %d documents (%d not counted, %d read in part), at most %s of the chunks flagged",
                calibration.id(),
                documents,
                left,
                partial,
                percent(calibration.rate())));
        for (CorpusCalibration.Point point : calibration.points()) {
            output.line(String.format(
                    Locale.ROOT,
                    "  %-9s threshold %.6f: %d of %d texts in %d documents flagged, %s (95 %%: %s; by documents %s)",
                    point.channel().code(),
                    point.threshold(),
                    point.flagged(),
                    point.texts(),
                    point.documents(),
                    percent(point.observedRate()),
                    range(point.byTexts()),
                    range(point.byDocuments())));
        }
        for (int size : SIZES) {
            CleanCorpus.Runs runs = corpus.runs(calibration, size);
            output.line(String.format(
                    Locale.ROOT,
                    "  %3d chunks: %s; %s if chunks were independent",
                    size,
                    runs.runs() == 0
                            ? "no document is so long"
                            : runs.flagged() + " of " + runs.runs() + " runs hold a flagged one, "
                                    + percent((double) runs.flagged() / runs.runs()),
                    percent(runs.ifIndependent())));
        }
        int flagged = corpus.flaggedDocuments(calibration);
        output.line(String.format(
                Locale.ROOT,
                "  %d of %d documents hold something flagged: %d reviews per 10,000 documents",
                flagged,
                documents,
                Math.round((double) PER_DOCUMENTS * flagged / documents)));
        output.line(file.map(path -> "Written to " + Json.printable(path.toString())
                        + "; put \"calibration: FILE\" into a policy file to use it.")
                .orElse("Nothing was written; --out FILE keeps it."));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3f %%", 100 * share);
    }

    private static String range(Interval interval) {
        return String.format(Locale.ROOT, "%.3f to %.3f %%", 100 * interval.low(), 100 * interval.high());
    }
}
