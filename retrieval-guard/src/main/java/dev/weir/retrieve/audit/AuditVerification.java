package dev.weir.retrieve.audit;

import dev.weir.retrieve.audit.AuditCheck.Broken;
import dev.weir.retrieve.audit.AuditCheck.Fault;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.heads.HeadLog;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.keys.TrustedKeys;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One walk over an audit log, from its first byte to its last. */
final class AuditVerification {
    private static final int PAGE = 1_000;

    private final TenantId tenant;
    private final TrustedKeys keys;
    private long records;
    private long offset;
    private long signed = -1;
    private Sha256 previous = AuditLines.START;

    private AuditVerification(TenantId tenant, TrustedKeys keys) {
        this.tenant = tenant;
        this.keys = keys;
    }

    static AuditCheck of(Path file, TenantId tenant, TrustedKeys keys) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return new AuditVerification(tenant, keys).walk(in);
        } catch (IOException e) {
            throw new AuditException("cannot read the audit log " + file, e);
        }
    }

    static AuditCheck of(HeadLog shared, TenantId tenant, TrustedKeys keys) {
        AuditVerification verification = new AuditVerification(tenant, keys);
        while (true) {
            List<byte[]> page = shared.read(tenant, verification.records, PAGE);
            for (byte[] line : page) {
                Optional<Fault> fault = verification.take(line);
                if (fault.isPresent()) {
                    return new Broken(verification.records, fault.get());
                }
                verification.records++;
            }
            if (page.size() < PAGE) {
                return verification.whole();
            }
        }
    }

    private AuditCheck walk(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        for (int unit = in.read(); unit >= 0; unit = in.read()) {
            if (unit != '\n') {
                line.write(unit);
                continue;
            }
            Optional<Fault> fault = take(line.toByteArray());
            if (fault.isPresent()) {
                return new Broken(records, fault.get());
            }
            records++;
            offset += line.size() + 1;
            line.reset();
        }
        if (line.size() > 0) {
            return new AuditCheck.Torn(records, offset);
        }
        return whole();
    }

    private AuditCheck whole() {
        return records == 0 ? new Broken(0, Fault.NO_OPENING) : new AuditCheck.Intact(records, signed, previous);
    }

    private Optional<Fault> take(byte[] line) {
        Optional<Sha256> hash = AuditLines.hash(line);
        if (hash.isEmpty()) {
            return Optional.of(Fault.ALTERED);
        }
        if (!AuditLines.isAt(line, records, previous)) {
            return Optional.of(Fault.OUT_OF_CHAIN);
        }
        Map<String, String> scalars;
        try {
            scalars = AuditLines.scalars(line);
        } catch (IOException e) {
            return Optional.of(Fault.ALTERED);
        }
        String type = scalars.getOrDefault("type", "");
        boolean opens = type.equals("opened") && tenant.value().equals(scalars.get("tenant"));
        if (records == 0 && !opens) {
            return Optional.of(Fault.NO_OPENING);
        }
        if (type.equals("checkpoint")) {
            if (!isSigned(scalars)) {
                return Optional.of(Fault.BAD_CHECKPOINT);
            }
            signed = records;
        }
        previous = hash.get();
        return Optional.empty();
    }

    private boolean isSigned(Map<String, String> scalars) {
        try {
            Instant at = Instant.parse(scalars.getOrDefault("at", ""));
            byte[] signature = Base64.getUrlDecoder().decode(scalars.getOrDefault("signature", ""));
            byte[] message = AuditLines.checkpointMessage(tenant, records, previous, at);
            return keys.find(new KeyId(scalars.getOrDefault("key", "")))
                    .filter(key -> key.tenant().equals(tenant))
                    .filter(key -> key.role() == KeyRole.AUDIT)
                    .filter(key -> key.isValidAt(at))
                    .filter(key -> key.verifies(message, signature))
                    .isPresent();
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }
}
