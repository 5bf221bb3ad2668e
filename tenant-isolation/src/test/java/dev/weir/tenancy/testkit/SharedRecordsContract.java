package dev.weir.tenancy.testkit;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static dev.weir.tenancy.testkit.SealedWorld.HANDBOOK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.store.SharedRecords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SharedRecords} must do. Extend it and open your records. */
public abstract class SharedRecordsContract {
    private @Nullable SharedRecords opened;

    /** Records, empty at the beginning of each test. */
    protected abstract SharedRecords open();

    @BeforeEach
    void openRecords() {
        opened = open();
    }

    @AfterEach
    void closeRecords() {
        records().close();
    }

    protected final SharedRecords records() {
        return requireNonNull(opened, "the records are not open");
    }

    @Test
    void recordWhenPutThenThereByteForByteAndForItsTenantAlone() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        put(ACME, "a/1", all);
        put(ACME, "empty", new byte[0]);

        assertThat(records().find(ACME, "a/1"))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(all));
        assertThat(records().find(ACME, "empty"))
                .hasValueSatisfying(found -> assertThat(found).isEmpty());
        assertThat(records().find(ACME, "a/")).isEmpty();
        assertThat(records().find(GLOBEX, "a/1")).isEmpty();
        assertThat(records().list(GLOBEX, "")).isEmpty();
    }

    @Test
    void recordsWhenAskedOfSeveralTenantsThenOfEachThoseThatWereAskedOfIt() {
        put(ACME, "a", bytes("1"));
        put(ACME, "b", bytes("2"));
        put(ACME, "a/1", bytes("3"));
        put(GLOBEX, "a", bytes("4"));
        put(GLOBEX, "b", bytes("5"));

        Map<TenantId, Map<String, byte[]>> found = records()
                .findAll(Map.of(
                        ACME, Set.of("a", "a/", "c"),
                        GLOBEX, Set.of("b", "c", "'", "{b}", "b,a", "\"b\""),
                        HANDBOOK, Set.of("a")));

        assertThat(text(found.getOrDefault(ACME, Map.of()))).containsExactly(Map.entry("a", "1"));
        assertThat(text(found.getOrDefault(GLOBEX, Map.of()))).containsExactly(Map.entry("b", "5"));
        assertThat(found.getOrDefault(HANDBOOK, Map.of())).isEmpty();
        assertThat(records().findAll(Map.of()).values()).allMatch(Map::isEmpty);
        assertThat(records().findAll(Map.of(ACME, Set.of())).values()).allMatch(Map::isEmpty);
    }

    @Test
    void recordsWhenListedThenInTheOrderInWhichTheyWerePutLast() {
        put(ACME, "x/b", bytes("1"));
        put(ACME, "x/a", bytes("2"));
        put(ACME, "y/a", bytes("3"));
        put(ACME, "x/c", bytes("4"));
        put(ACME, "x/b", bytes("5"));

        assertThat(records().list(ACME, "x/").keySet()).containsExactly("x/a", "x/c", "x/b");
        assertThat(text(records().list(ACME, "x/b"))).containsExactly(Map.entry("x/b", "5"));
        assertThat(records().list(ACME, "")).hasSize(4);
    }

    @Test
    void nameWhenItLooksLikeAPatternThenIsOnlyAName() {
        for (String name : List.of("a%", "a_", "a\\", "a'", "a*", "[a", "a\"", "é/ü", "a--")) {
            put(ACME, name, bytes(name));
        }
        put(ACME, "ab", bytes("ab"));

        assertThat(records().list(ACME, "a%").keySet()).containsExactly("a%");
        assertThat(records().list(ACME, "a_").keySet()).containsExactly("a_");
        remove(ACME, "a%");
        assertThat(records().list(ACME, "")).hasSize(9).doesNotContainKey("a%");
    }

    @Test
    void recordsWhenRemovedThenThoseAndNoOthersAreGone() {
        put(ACME, "bytes/1/0", bytes("1"));
        put(ACME, "bytes/1/1", bytes("2"));
        put(ACME, "bytes/10/0", bytes("3"));
        put(GLOBEX, "bytes/1/0", bytes("4"));

        put(ACME, "one", bytes("5"));
        put(ACME, "one more", bytes("6"));

        remove(ACME, "bytes/1/");
        records().change(ACME, changes -> {
            changes.remove("one");
            changes.remove("nothing");
            return true;
        });

        assertThat(records().list(ACME, "").keySet()).containsExactly("bytes/10/0", "one more");
        assertThat(records().list(GLOBEX, "")).hasSize(1);
    }

    @Test
    void changeWhenItFailsThenNothingOfItStays() {
        put(ACME, "a", bytes("before"));

        assertThatThrownBy(() -> records().change(ACME, changes -> {
                    changes.put("a", bytes("after"));
                    changes.put("b", bytes("new"));
                    assertThat(changes.find("b")).isPresent();
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
        assertThat(text(records().list(ACME, ""))).containsExactly(Map.entry("a", "before"));
    }

    @Test
    void changesWhenManyAreMadeAtOnceThenNoneIsLost() throws Exception {
        put(ACME, "count", bytes("0"));
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                work.add(threads.submit(() -> {
                    for (int round = 0; round < 10; round++) {
                        records().change(ACME, changes -> {
                            int count = Integer.parseInt(
                                    new String(changes.find("count").orElseThrow(), UTF_8));
                            changes.put("count", bytes(Integer.toString(count + 1)));
                            return count;
                        });
                    }
                }));
            }
            for (Future<?> each : work) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(text(records().list(ACME, ""))).containsExactly(Map.entry("count", "40"));
    }

    private void put(TenantId tenant, String name, byte[] content) {
        records().change(tenant, changes -> {
            changes.put(name, content);
            return name;
        });
    }

    private void remove(TenantId tenant, String prefix) {
        records().change(tenant, changes -> {
            changes.removeAll(prefix);
            return prefix;
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static Map<String, String> text(Map<String, byte[]> records) {
        Map<String, String> texts = new LinkedHashMap<>();
        records.forEach((name, content) -> texts.put(name, new String(content, UTF_8)));
        return texts;
    }
}
