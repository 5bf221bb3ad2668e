package dev.weir.retrieve;

import dev.weir.retrieve.verify.GateResult;
import dev.weir.retrieve.verify.GatedChunk;
import dev.weir.retrieve.verify.Refusal;
import dev.weir.retrieve.verify.ScanNote;
import dev.weir.retrieve.verify.Withheld;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.DocumentId;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is known of rows that were not served, over all searches of one request; each once. */
final class Findings {
    private static final Set<WithholdCode> OLD_SCANS =
            EnumSet.of(WithholdCode.STAMP_TOO_OLD, WithholdCode.RESCREEN_FLAGGED);

    final Set<Withheld> withheld = new LinkedHashSet<>();
    final Set<Refusal> refusals = new LinkedHashSet<>();
    final Set<String> refusedTexts = new LinkedHashSet<>();
    final Set<ChunkId> foreign = new LinkedHashSet<>();
    final Map<TenantId, Set<DocumentId>> oldScans = new TreeMap<>();

    void take(GateResult checked) {
        for (GatedChunk each : checked.chunks()) {
            each.note()
                    .filter(note -> note != ScanNote.SNAPSHOT)
                    .ifPresent(note -> addOldScan(each.chunk().id()));
        }
        for (Withheld each : checked.withheld()) {
            if (each instanceof Withheld.OfChunk of && OLD_SCANS.contains(of.code())) {
                addOldScan(of.chunk());
            }
        }
        withheld.addAll(checked.withheld());
        refusals.addAll(checked.refusals());
        foreign.addAll(checked.foreign());
    }

    private void addOldScan(ChunkId chunk) {
        oldScans.computeIfAbsent(chunk.tenant(), tenant -> new LinkedHashSet<>())
                .add(chunk.document());
    }

    void take(List<Withheld> screened) {
        withheld.addAll(screened);
        for (Withheld each : screened) {
            if (each instanceof Withheld.OfChunk of) {
                refusals.add(new Refusal(of.chunk().toString(), of.code()));
            }
        }
    }
}
