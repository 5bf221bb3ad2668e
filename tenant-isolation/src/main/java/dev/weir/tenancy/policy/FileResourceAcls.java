package dev.weir.tenancy.policy;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Readers of resources in a text file, one resource a line: {@code TENANT RESOURCE READER...}, where a reader is
 * {@code user:SUBJECT} or {@code group:NAME}; a resource is named without its {@code acl:} prefix, and lines that begin
 * with {@code #} are remarks. The file is looked at again after the given time; replace it in one step. Thread-safe.
 *
 * <p>A file that is gone, unreadable or malformed leaves what was known, which grows older until the policy's staleness
 * bound ends it: nothing is permitted by accident, and no slip of the pen withholds everything at once.
 */
public final class FileResourceAcls implements ResourceAcls {
    private static final System.Logger LOG = System.getLogger(FileResourceAcls.class.getName());

    private final Path file;
    private final Duration lookAgainAfter;
    private final InstantSource clock;
    private volatile Snapshot known;
    private volatile Instant lookedAt;

    private FileResourceAcls(Path file, Duration lookAgainAfter, InstantSource clock, Snapshot first) {
        this.file = file;
        this.lookAgainAfter = lookAgainAfter;
        this.clock = clock;
        this.known = first;
        this.lookedAt = first.asOf();
    }

    /**
     * Reads a file.
     *
     * @param lookAgainAfter zero for every question
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is malformed; the message names the line
     */
    public static FileResourceAcls open(Path file, Duration lookAgainAfter, InstantSource clock) throws IOException {
        requireNonNull(lookAgainAfter, "lookAgainAfter is null");
        return new FileResourceAcls(file, lookAgainAfter, clock, read(file, clock.instant()));
    }

    @Override
    public Snapshot current() {
        Instant now = clock.instant();
        if (now.isBefore(lookedAt) || !now.isBefore(lookedAt.plus(lookAgainAfter))) {
            look(now);
        }
        return known;
    }

    private synchronized void look(Instant now) {
        try {
            known = read(file, now);
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.ERROR, "the permissions in {0} cannot be read: {1}", file, e.getMessage());
        }
        lookedAt = now;
    }

    private static Snapshot read(Path file, Instant asOf) throws IOException {
        byte[] content = Files.readAllBytes(file);
        List<Readers> resources = new ArrayList<>();
        List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                resources.add(readers(file, i + 1, line));
            }
        }
        String version = "acl-" + Sha256.of(content).hex().substring(0, 16);
        return Snapshot.of(new PolicyVersion(version), asOf, resources);
    }

    private static Readers readers(Path file, int number, String line) {
        String[] fields = line.split("\\s+", -1);
        Set<String> subjects = new HashSet<>();
        Set<String> groups = new HashSet<>();
        for (int i = 2; i < fields.length; i++) {
            if (fields[i].startsWith("user:")) {
                subjects.add(fields[i].substring("user:".length()));
            } else if (fields[i].startsWith("group:")) {
                groups.add(fields[i].substring("group:".length()));
            } else {
                throw new IllegalArgumentException(
                        file + " line " + number + ": reader " + (i - 1) + " is neither user:SUBJECT nor group:NAME");
            }
        }
        if (fields.length < 2) {
            throw new IllegalArgumentException(file + " line " + number + " must name a tenant and a resource");
        }
        try {
            return new Readers(new TenantId(fields[0]), ResourcePolicy.label(fields[1]), subjects, groups);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " line " + number + ": " + e.getMessage(), e);
        }
    }
}
