package dev.weir.ingest.admission;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.models.embed.EmbeddingException;
import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.keys.KeyUnavailableException;
import dev.weir.tenancy.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The screens that are in force, and what comes of their signs. Immutable; thread-safe as its screens are.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Every screen is asked about every document, whatever others said of it.
 *   <li>A screen that fails holds the document, also one whose signs are only noted; where embedder, store, head log or keys
 *       are broken, nothing is ingested.
 *   <li>Nothing here can admit what a verdict holds: signs only add.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That signs are proofs, or that none of them is missing: each screen says what it does not see. What was sealed before a
 * screen was in force is not measured by it.
 */
public final class AdmissionScreens {
    private final List<Bound> screens;

    private AdmissionScreens(List<Bound> screens) {
        this.screens = List.copyOf(screens);
    }

    /** No screen: verdicts stand as the scan gave them. */
    public static AdmissionScreens none() {
        return new AdmissionScreens(List.of());
    }

    /** What is in force unless somebody says otherwise: the screen that measures nothing and only compares names. */
    public static AdmissionScreens standard() {
        return none().with(new OtherPrincipal(), OnSign.HOLD);
    }

    /** The same with one more screen. */
    public AdmissionScreens with(AdmissionScreen screen, OnSign onSign) {
        List<Bound> more = new ArrayList<>(screens);
        more.add(new Bound(requireNonNull(screen, "screen is null"), requireNonNull(onSign, "onSign is null")));
        return new AdmissionScreens(more);
    }

    /** Names all of it; two that judge differently have different ids. */
    public String id() {
        return screens.stream()
                .map(bound -> bound.screen().id() + "=" + bound.onSign())
                .collect(Collectors.joining(","));
    }

    /**
     * What all screens say of a document.
     *
     * @throws EmbeddingException if a screen has no vectors now
     * @throws StoreException if a screen cannot read the store
     * @throws HeadLogException if a screen cannot read the head log
     * @throws KeyUnavailableException if the tenant has no key
     */
    public List<CorpusSign> screen(Arrival arrival) {
        List<CorpusSign> signs = new ArrayList<>();
        for (Bound bound : screens) {
            signs.addAll(bound.screen(arrival));
        }
        return signs;
    }

    /** Tells all screens that a document was published. One that fails here is left as it was. */
    public void admitted(Arrival arrival) {
        for (Bound bound : screens) {
            bound.admitted(arrival);
        }
    }

    private record Bound(AdmissionScreen screen, OnSign onSign) {
        private static final System.Logger LOG = System.getLogger(AdmissionScreens.class.getName());

        List<CorpusSign> screen(Arrival arrival) {
            try {
                List<CorpusSign> signs = List.copyOf(screen.screen(arrival));
                return switch (onSign) {
                    case NOTE -> signs.stream().map(CorpusSign::noted).toList();
                    case HOLD -> signs;
                };
            } catch (EmbeddingException | StoreException | HeadLogException | KeyUnavailableException e) {
                // Broken for every document; none is admitted and none is blamed.
                throw e;
            } catch (RuntimeException e) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "the screen {0} failed with {1}; the document is held",
                        screen.id(),
                        e.getClass().getSimpleName());
                return List.of(
                        new CorpusSign(RationaleCode.ADMISSION_FAILED, 1, 1, CorpusSign.Effect.HOLDS, screen.id()));
            }
        }

        void admitted(Arrival arrival) {
            try {
                screen.admitted(arrival);
            } catch (RuntimeException e) {
                // The document is served already; what the screen did not learn, its next rebuild shows.
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the screen {0} did not learn of a document: {1}",
                        screen.id(),
                        e.getClass().getSimpleName());
            }
        }
    }
}
