package dev.weir.tenancy.heads;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.internal.MalformedBytesException;
import dev.weir.tenancy.keys.KeyId;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of every document of one tenant in a few large arrays: about a hundred bytes each, so that ten million fit
 * on one node. Behaves as a map from document to {@link HeadState}. Read by many threads without a lock; changed by one
 * at a time.
 *
 * <p>Records are written once and never changed: a new state is a new record, and the document's slot in an open-addressed
 * table is set to it in one step. What many documents share (audience, attester, stamp, keys) is kept once, as a
 * {@link Profile}. When superseded records take up more than a third of the space, the live ones move to new pages.
 */
final class HeadTable {
    /** The largest record: an id of 128 bytes and the fixed fields. */
    private static final int MAX_RECORD_BYTES = 256;

    private static final int MIN_SLOTS = 1 << 6;
    /** A slot's low bits are the record's place plus one; the rest are bits of the hash that spare a look at it. */
    private static final int PLACE_BITS = 48;

    private static final long PLACE_MASK = (1L << PLACE_BITS) - 1;
    private static final DocumentId NO_DOCUMENT = new DocumentId("-");
    private static final Sha256 NO_ROOT = new Sha256(0, 0, 0, 0);
    /** In the order of their codes in a record. */
    private static final List<HeadState.Life> LIVES =
            List.of(HeadState.Life.CURRENT, HeadState.Life.SUSPENDED, HeadState.Life.ERASED);

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    /** Secret to this process, so that nobody can choose ids that fall into one place. */
    private final long seed = new SecureRandom().nextLong();

    private final Map<Profile, Integer> profileNumbers = new HashMap<>();
    private volatile Profile[] profiles = new Profile[8];
    private volatile Generation generation = new Generation(new AtomicLongArray(MIN_SLOTS), new Pages());
    private int size;
    private long wasted;

    /** The state of a document, or null if there is none. */
    @Nullable HeadState get(DocumentId document) {
        byte[] id = document.value().getBytes(US_ASCII);
        Generation now = generation;
        int slot = now.find(id, hash(id, 0, id.length));
        long value = now.slots.get(slot);
        return value == 0 ? null : read(document, now.pages, placeOf(value));
    }

    /** Sets the state of its document. */
    void put(HeadState state) {
        byte[] id = state.head().document().value().getBytes(US_ASCII);
        long hash = hash(id, 0, id.length);
        int slot = generation.find(id, hash);
        long before = generation.slots.get(slot);
        if (before == 0) {
            if (4L * (size + 1) > 3L * generation.slots.length()) {
                generation = generation.widened(this);
                slot = generation.find(id, hash);
            }
            size++;
        } else {
            wasted += lengthOf(generation.pages, placeOf(before));
        }
        long place = append(id, state);
        generation.slots.set(slot, slotValue(hash, place));
        if (wasted > Pages.PAGE_BYTES && 3 * wasted > generation.pages.used()) {
            generation = generation.compacted(this);
            wasted = 0;
        }
    }

    /** Bytes that records take up, superseded ones included. */
    long usedBytes() {
        return generation.pages.used();
    }

    /** How many documents have a state. */
    int size() {
        return size;
    }

    /** Shows every state, in no order. */
    void forEach(Consumer<HeadState> action) {
        Generation now = generation;
        for (int i = 0; i < now.slots.length(); i++) {
            long value = now.slots.get(i);
            if (value != 0) {
                long place = placeOf(value);
                byte[] page = now.pages.page(place);
                int at = Pages.offset(place);
                DocumentId document = new DocumentId(new String(page, at + 2, page[at + 1] & 0xFF, US_ASCII));
                action.accept(read(document, now.pages, place));
            }
        }
    }

    /** Writes everything, for {@link #readFrom}. */
    void writeTo(DataOutputStream out) throws IOException {
        Profile[] known = profiles;
        out.writeInt(profileNumbers.size());
        for (int i = 0; i < profileNumbers.size(); i++) {
            byte[] head = LogFormatV1.head(known[i].sample());
            out.writeShort(head.length);
            out.write(head);
            out.write(known[i].contentKey().bytes());
            out.write(known[i].tagKey().bytes());
            out.write(known[i].stampKey().bytes());
        }
        Generation now = generation;
        out.writeInt(size);
        for (int i = 0; i < now.slots.length(); i++) {
            long value = now.slots.get(i);
            if (value != 0) {
                long place = placeOf(value);
                int length = lengthOf(now.pages, place);
                out.writeShort(length);
                out.write(now.pages.page(place), Pages.offset(place), length);
            }
        }
    }

    /**
     * A table with what {@link #writeTo} wrote.
     *
     * @throws MalformedBytesException if it was written otherwise
     */
    static HeadTable readFrom(DataInputStream in, TenantId tenant) throws IOException, MalformedBytesException {
        HeadTable table = new HeadTable();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            DocumentHead sample = LogFormatV1.head(in.readNBytes(in.readUnsignedShort()), tenant);
            KeyId contentKey = KeyId.fromBytes(in.readNBytes(KeyId.BYTES));
            KeyId tagKey = KeyId.fromBytes(in.readNBytes(KeyId.BYTES));
            table.number(new Profile(sample, contentKey, tagKey, KeyId.fromBytes(in.readNBytes(KeyId.BYTES))));
        }
        int documents = in.readInt();
        for (int i = 0; i < documents; i++) {
            int length = in.readUnsignedShort();
            byte[] record = in.readNBytes(length);
            if (length > MAX_RECORD_BYTES || record.length != length || length < 2) {
                throw new MalformedBytesException("a record of the snapshot ends early");
            }
            table.take(record);
        }
        return table;
    }

    private void take(byte[] record) throws MalformedBytesException {
        int idBytes = record[1] & 0xFF;
        if (record.length != recordBytes(idBytes)
                || record[0] < 0
                || record[0] >= LIVES.size()
                || Integer.compareUnsigned((int) INT.get(record, 2 + idBytes + 52), profileNumbers.size()) >= 0) {
            throw new MalformedBytesException("a record of the snapshot is out of range");
        }
        byte[] id = Arrays.copyOfRange(record, 2, 2 + idBytes);
        long hash = hash(id, 0, id.length);
        if (4L * (size + 1) > 3L * generation.slots.length()) {
            generation = generation.widened(this);
        }
        int slot = generation.find(id, hash);
        if (generation.slots.get(slot) != 0) {
            throw new MalformedBytesException("a document stands twice in the snapshot");
        }
        generation.slots.set(slot, slotValue(hash, generation.pages.append(record, 0, record.length)));
        size++;
    }

    private long append(byte[] id, HeadState state) {
        DocumentHead head = state.head();
        byte[] record = new byte[recordBytes(id.length)];
        record[0] = (byte) LIVES.indexOf(state.life());
        record[1] = (byte) id.length;
        System.arraycopy(id, 0, record, 2, id.length);
        int at = 2 + id.length;
        LONG.set(record, at, head.version());
        LONG.set(record, at + 8, head.root().w0());
        LONG.set(record, at + 16, head.root().w1());
        LONG.set(record, at + 24, head.root().w2());
        LONG.set(record, at + 32, head.root().w3());
        LONG.set(record, at + 40, head.expiresAt().toEpochMilli());
        INT.set(record, at + 48, head.treeSize());
        INT.set(record, at + 52, number(Profile.of(state)));
        SHORT.set(record, at + 56, (short) head.stamp().worstScore());
        return generation.pages.append(record, 0, record.length);
    }

    private HeadState read(DocumentId document, Pages pages, long place) {
        byte[] page = pages.page(place);
        int start = Pages.offset(place);
        int at = start + 2 + (page[start + 1] & 0xFF);
        Profile profile = profiles[(int) INT.get(page, at + 52)];
        DocumentHead sample = profile.sample();
        DocumentHead head = new DocumentHead(
                sample.tag(),
                document,
                (long) LONG.get(page, at),
                (int) INT.get(page, at + 48),
                new Sha256(
                        (long) LONG.get(page, at + 8),
                        (long) LONG.get(page, at + 16),
                        (long) LONG.get(page, at + 24),
                        (long) LONG.get(page, at + 32)),
                sample.trust(),
                sample.attester(),
                Instant.ofEpochMilli((long) LONG.get(page, at + 40)),
                withScore(sample.stamp(), (short) SHORT.get(page, at + 56)));
        return new HeadState(head, profile.contentKey(), profile.tagKey(), profile.stampKey(), LIVES.get(page[start]));
    }

    private int number(Profile profile) {
        Integer known = profileNumbers.get(profile);
        if (known != null) {
            return known;
        }
        int number = profileNumbers.size();
        Profile[] all = profiles;
        if (number == all.length) {
            all = Arrays.copyOf(all, 2 * number);
        }
        all[number] = profile;
        // Set again although it may be the same array: whoever sees a record's slot sees its profile.
        profiles = all;
        profileNumbers.put(profile, number);
        return number;
    }

    private long hash(byte[] bytes, int from, int length) {
        long hash = seed ^ length;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ bytes[i]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return hash ^ (hash >>> 32);
    }

    private static int recordBytes(int idBytes) {
        return 2 + idBytes + 58;
    }

    private static int lengthOf(Pages pages, long place) {
        return recordBytes(pages.page(place)[Pages.offset(place) + 1] & 0xFF);
    }

    private static long slotValue(long hash, long place) {
        return (hash & ~PLACE_MASK) | (place + 1);
    }

    private static long placeOf(long slotValue) {
        return (slotValue & PLACE_MASK) - 1;
    }

    private static ScanStamp withScore(ScanStamp stamp, int worstScore) {
        return new ScanStamp(
                stamp.epoch(),
                stamp.ruleset(),
                stamp.model(),
                stamp.tokenizer(),
                stamp.calibration(),
                stamp.runtime(),
                stamp.outcome(),
                worstScore);
    }

    /** What documents share: a head without anything of its own, and the three keys. */
    private record Profile(DocumentHead sample, KeyId contentKey, KeyId tagKey, KeyId stampKey) {
        static Profile of(HeadState state) {
            DocumentHead head = state.head();
            DocumentHead sample = new DocumentHead(
                    head.tag(),
                    NO_DOCUMENT,
                    1,
                    1,
                    NO_ROOT,
                    head.trust(),
                    head.attester(),
                    DocumentHead.NEVER,
                    withScore(head.stamp(), 0));
            return new Profile(sample, state.contentKey(), state.tagKey(), state.stampKey());
        }
    }

    /** Slots and the pages they point into. A reader keeps to the one it began with. */
    private record Generation(AtomicLongArray slots, Pages pages) {
        /** The slot of the document with this id, or the empty one where it would stand. */
        int find(byte[] id, long hash) {
            int mask = slots.length() - 1;
            int slot = (int) hash & mask;
            long value = slots.get(slot);
            while (value != 0 && !((value & ~PLACE_MASK) == (hash & ~PLACE_MASK) && isAt(placeOf(value), id))) {
                slot = (slot + 1) & mask;
                value = slots.get(slot);
            }
            return slot;
        }

        private boolean isAt(long place, byte[] id) {
            byte[] page = pages.page(place);
            int at = Pages.offset(place);
            return (page[at + 1] & 0xFF) == id.length
                    && Arrays.equals(page, at + 2, at + 2 + id.length, id, 0, id.length);
        }

        /** The same records under twice as many slots. */
        Generation widened(HeadTable table) {
            Generation wider = new Generation(new AtomicLongArray(2 * slots.length()), pages);
            forEachPlace(place -> wider.insert(table, place));
            return wider;
        }

        /** The live records in pages of their own. */
        Generation compacted(HeadTable table) {
            Generation compact = new Generation(new AtomicLongArray(slots.length()), new Pages());
            forEachPlace(place -> compact.insert(
                    table, compact.pages.append(pages.page(place), Pages.offset(place), lengthOf(pages, place))));
            return compact;
        }

        private void insert(HeadTable table, long place) {
            byte[] page = pages.page(place);
            int at = Pages.offset(place);
            long hash = table.hash(page, at + 2, page[at + 1] & 0xFF);
            int mask = slots.length() - 1;
            int slot = (int) hash & mask;
            while (slots.getPlain(slot) != 0) {
                slot = (slot + 1) & mask;
            }
            slots.setPlain(slot, slotValue(hash, place));
        }

        private void forEachPlace(LongConsumer action) {
            for (int i = 0; i < slots.length(); i++) {
                long value = slots.getPlain(i);
                if (value != 0) {
                    action.accept(placeOf(value));
                }
            }
        }
    }
}
