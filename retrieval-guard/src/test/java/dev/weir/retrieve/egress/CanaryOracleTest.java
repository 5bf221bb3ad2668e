package dev.weir.retrieve.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.models.lexical.NormalizedText;
import dev.weir.tenancy.canary.Canaries;
import dev.weir.tenancy.canary.Canary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Following words through a tree finds what searching for every canary finds. */
class CanaryOracleTest {
    private static final EgressWorld WORLD = new EgressWorld();
    private static final List<Canary> ALL = canaries();
    private static final List<String> SEPARATORS = List.of("", " ", "-", ", ", "\n> ", "\u200b", "**", " 1 ", " x ");

    @Property
    void scanWhenComparedWithASearchForEachThenTheSame(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        int parts = random.nextInt(1, 30);
        for (int i = 0; i < parts; i++) {
            text.append(part(random)).append(SEPARATORS.get(random.nextInt(SEPARATORS.size())));
        }
        List<EgressFinding> found = new ArrayList<>();

        new CanaryScan(WORLD.registry, WORLD.scope, found::add).acceptAll(text.toString());

        assertThat(found.stream()
                        .map(finding -> finding.subject() + "@" + finding.span().start()))
                .as("seed %s", seed)
                .containsExactlyInAnyOrderElementsOf(searched(text.toString()));
    }

    private static List<String> searched(String text) {
        NormalizedText folded = NormalizedText.forMatching(text);
        StringBuilder letters = new StringBuilder();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < folded.text().length(); i++) {
            if (Character.isLetterOrDigit(folded.text().charAt(i))) {
                letters.append(folded.text().charAt(i));
                places.add(folded.original(i, i + 1).start());
            }
        }
        List<String> found = new ArrayList<>();
        for (Canary canary : ALL) {
            String phrase = canary.token().replace("-", "");
            String subject = canary.tenant() + "/" + canary.number() + "@";
            for (String written :
                    List.of(phrase, new StringBuilder(phrase).reverse().toString())) {
                for (int at = letters.indexOf(written); at >= 0; at = letters.indexOf(written, at + 1)) {
                    found.add(subject + places.get(at));
                }
            }
        }
        return found;
    }

    private static String part(SplittableRandom random) {
        String token = ALL.get(random.nextInt(ALL.size())).token();
        String word = Canaries.words().get(random.nextInt(Canaries.words().size()));
        return switch (random.nextInt(8)) {
            case 0 -> token;
            case 1 -> token.replace("-", "").toUpperCase(Locale.ROOT);
            case 2 -> new StringBuilder(token).reverse().toString();
            case 3 -> token.substring(random.nextInt(token.length()));
            case 4 -> token.substring(0, random.nextInt(token.length()));
            case 5 -> new StringBuilder(word).reverse().toString();
            case 6 -> word.substring(random.nextInt(word.length()));
            default -> word;
        };
    }

    private static List<Canary> canaries() {
        return Stream.concat(
                        IntStream.range(0, EgressWorld.CANARIES).mapToObj(WORLD::own),
                        IntStream.range(0, EgressWorld.CANARIES).mapToObj(WORLD::foreign))
                .toList();
    }
}
