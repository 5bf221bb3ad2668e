package dev.weir.tenancy.policy;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.Label;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may read the resources that documents belong to: spaces, folders, projects. A document carries the resource's
 * label ({@code acl:space-42}) in its head for good, and permissions change here, without a new head. An SPI over the
 * system that owns the permissions; implementations must be thread-safe and answer from memory.
 */
public interface ResourceAcls {
    /** What was known last, and as of when it was known to be so. */
    Snapshot current();

    /**
     * The readers of one resource of one tenant.
     *
     * @param resource its label
     * @param subjects principals of the tenant, by subject
     * @param groups by name, without a prefix
     */
    record Readers(TenantId tenant, Label resource, Set<String> subjects, Set<String> groups) {
        public Readers {
            requireNonNull(tenant, "tenant is null");
            requireNonNull(resource, "resource is null");
            subjects = Set.copyOf(subjects);
            groups = Set.copyOf(groups);
        }
    }

    /** All resources at one time. Immutable and thread-safe. */
    final class Snapshot {
        private final PolicyVersion version;
        private final Instant asOf;
        private final Map<Holder, Set<Label>> readable;

        private Snapshot(PolicyVersion version, Instant asOf, Map<Holder, Set<Label>> readable) {
            this.version = version;
            this.asOf = asOf;
            this.readable = readable;
        }

        /**
         * What these readers amount to.
         *
         * @throws IllegalArgumentException if a resource of a tenant is listed twice
         */
        public static Snapshot of(PolicyVersion version, Instant asOf, List<Readers> resources) {
            requireNonNull(version, "version is null");
            requireNonNull(asOf, "asOf is null");
            Map<Holder, Set<Label>> readable = new HashMap<>();
            Set<String> listed = new HashSet<>();
            for (Readers readers : resources) {
                if (!listed.add(readers.tenant() + "/" + readers.resource())) {
                    throw new IllegalArgumentException(
                            "resource " + readers.resource() + " of tenant " + readers.tenant() + " is listed twice");
                }
                for (String subject : readers.subjects()) {
                    readable.computeIfAbsent(
                                    new Holder(readers.tenant(), Holder.Kind.SUBJECT, subject), h -> new HashSet<>())
                            .add(readers.resource());
                }
                for (String group : readers.groups()) {
                    readable.computeIfAbsent(
                                    new Holder(readers.tenant(), Holder.Kind.GROUP, group), h -> new HashSet<>())
                            .add(readers.resource());
                }
            }
            return new Snapshot(version, asOf, readable);
        }

        /** The same permissions, known to be so at a later time. */
        public Snapshot confirmedAt(Instant later) {
            return new Snapshot(version, later, readable);
        }

        public PolicyVersion version() {
            return version;
        }

        /** When it was last known to be so. */
        public Instant asOf() {
            return asOf;
        }

        /** The resources that a principal may read, in its own tenant. */
        public Set<Label> readableBy(Principal principal) {
            Set<Label> labels = new HashSet<>(readable.getOrDefault(
                    new Holder(principal.tenant(), Holder.Kind.SUBJECT, principal.subject()), Set.of()));
            for (String group : principal.groups()) {
                labels.addAll(
                        readable.getOrDefault(new Holder(principal.tenant(), Holder.Kind.GROUP, group), Set.of()));
            }
            return labels;
        }

        /** The same name in two tenants, or as subject and group, is two holders. */
        private record Holder(TenantId tenant, Kind kind, String name) {
            enum Kind {
                SUBJECT,
                GROUP
            }
        }
    }
}
