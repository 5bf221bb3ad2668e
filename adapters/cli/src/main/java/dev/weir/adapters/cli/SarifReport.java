package dev.weir.adapters.cli;

import com.contrastsecurity.sarif.ArtifactLocation;
import com.contrastsecurity.sarif.Location;
import com.contrastsecurity.sarif.LogicalLocation;
import com.contrastsecurity.sarif.Message;
import com.contrastsecurity.sarif.MultiformatMessageString;
import com.contrastsecurity.sarif.PhysicalLocation;
import com.contrastsecurity.sarif.PropertyBag;
import com.contrastsecurity.sarif.ReportingDescriptor;
import com.contrastsecurity.sarif.Result;
import com.contrastsecurity.sarif.Run;
import com.contrastsecurity.sarif.SarifSchema210;
import com.contrastsecurity.sarif.Tool;
import com.contrastsecurity.sarif.ToolComponent;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.models.detect.Gap;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes a scan as SARIF 2.1.0 (OASIS), for tools that collect findings. It holds no document text. */
final class SarifReport {
    private SarifReport() {}

    static void write(Path file, List<ScannedFile> files) {
        Map<String, String> rules = new TreeMap<>();
        List<Result> results = new ArrayList<>();
        for (ScannedFile scanned : files) {
            for (ScannedFile.ShownFinding finding : scanned.findings()) {
                rules.put(finding.technique(), "Text in a document that looks like " + finding.technique() + ".");
                results.add(result(scanned, finding));
            }
            for (Gap gap : scanned.gaps()) {
                rules.put(
                        "gap/" + gap.code().code(),
                        "Not everything was looked at: " + gap.code().text() + ".");
                results.add(result(scanned, gap));
            }
        }
        Set<ReportingDescriptor> descriptors = new LinkedHashSet<>();
        rules.forEach((id, text) -> descriptors.add(new ReportingDescriptor()
                .withId(id)
                .withShortDescription(new MultiformatMessageString().withText(text))));
        SarifSchema210 sarif = new SarifSchema210()
                .with$schema(URI.create("https://json.schemastore.org/sarif-2.1.0.json"))
                .withVersion(SarifSchema210.Version._2_1_0)
                .withRuns(List.of(new Run()
                        .withTool(new Tool()
                                .withDriver(new ToolComponent()
                                        .withName("Weir")
                                        .withVersion("0.1.0-SNAPSHOT")
                                        .withRules(descriptors)))
                        .withColumnKind(Run.ColumnKind.UTF_16_CODE_UNITS)
                        .withResults(results)));
        try {
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
                    .build()
                    .writeValue(Files.newBufferedWriter(file), sarif);
        } catch (IOException e) {
            throw new UsageException("cannot write " + file + "; check --sarif.", e);
        }
    }

    private static Result result(ScannedFile scanned, ScannedFile.ShownFinding finding) {
        PropertyBag properties = new PropertyBag();
        properties.setAdditionalProperty("detector", finding.detector());
        properties.setAdditionalProperty("channel", finding.channel());
        properties.setAdditionalProperty("start", finding.start());
        properties.setAdditionalProperty("end", finding.end());
        properties.setAdditionalProperty("score", Json.score(finding.score()));
        properties.setAdditionalProperty("verdict", scanned.verdict());
        if (!finding.place().isEmpty()) {
            properties.setAdditionalProperty("place", finding.place());
            properties.setAdditionalProperty("concealed", finding.concealed());
        }
        return new Result()
                .withRuleId(finding.technique())
                .withLevel(scanned.isStopped() ? Result.Level.ERROR : Result.Level.NOTE)
                .withMessage(new Message()
                        .withText(finding.technique() + " in " + finding.channel() + " " + finding.location() + " at "
                                + finding.start() + "-" + finding.end() + " (" + finding.evidence() + ")"))
                .withLocations(List.of(location(scanned, finding.location())))
                .withProperties(properties);
    }

    private static Result result(ScannedFile scanned, Gap gap) {
        return new Result()
                .withRuleId("gap/" + gap.code().code())
                .withLevel(gap.isBlocking() ? Result.Level.ERROR : Result.Level.WARNING)
                .withMessage(new Message()
                        .withText(gap.detail().isEmpty() ? gap.code().text() : gap.detail()))
                .withLocations(List.of(location(scanned, gap.location())));
    }

    private static Location location(ScannedFile scanned, String part) {
        Location location = new Location()
                .withPhysicalLocation(new PhysicalLocation()
                        .withArtifactLocation(new ArtifactLocation().withUri(uri(scanned.path()))));
        if (!part.isEmpty()) {
            location.setLogicalLocations(Set.of(new LogicalLocation().withFullyQualifiedName(part)));
        }
        return location;
    }

    /** A path as a URI reference, percent-encoded as RFC 3986 asks. */
    private static String uri(String path) {
        String absolute = Path.of(path).toUri().getRawPath();
        return path.startsWith("/") ? absolute : relative(path);
    }

    private static String relative(String path) {
        Path here = Path.of("").toAbsolutePath();
        return here.toUri().relativize(here.resolve(path).normalize().toUri()).toString();
    }
}
