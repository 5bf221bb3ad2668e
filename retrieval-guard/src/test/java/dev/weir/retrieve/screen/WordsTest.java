package dev.weir.retrieve.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.tenancy.TrustTier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words and what screens make of them, against the definitions written out. */
class WordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The Old Mill|the old mill",
                "caf\u00E9|cafe",
                "\u201Cquoted\u201D words|quoted words",
                "one\u2014two|one two",
                "zero\u200Bwidth|zerowidth",
                "p\u0430ypal|paypal",
                "\uFB01ne|fine",
                "don't stop|don t stop",
                "a\u00A0b|a b"
            })
    void textWhenItDiffersInWhatIsFoldedThenHasTheSameWords(String text, String folded) {
        assertThat(hashes(text)).isEqualTo(hashes(folded));
        assertThat(Words.of(text).opening()).isEqualTo(Words.of(folded).opening());
    }

    @Test
    void textWhenItsScriptHasNoSpacesThenEachCharacterIsAWord() {
        assertThat(Words.of("水车在河边").size()).isEqualTo(5);
    }

    @Test
    void textWhenItHoldsNoLetterThenHasNoWords() {
        assertThat(Words.of(" -- ?! \u2014 ").size()).isZero();
        assertThat(Words.of("").shingles()).isEmpty();
    }

    @Test
    void questionWhenLongThenOnlyItsFirstWordsCount() {
        Words words = PassageSet.of("one two three ".repeat(1_000), List.of()).queryWords();
        assertThat(words.size()).isEqualTo(PassageSet.MAX_QUESTION_WORDS);
        assertThat(words.hash(255)).isEqualTo(Words.of("one").hash(0));
    }

    @Property
    void textWhenAnythingThenIsSplitWithoutFault(@ForAll @StringLength(max = 200) String text) {
        Words words = Words.of(text);
        assertThat(words.opening().length()).isLessThanOrEqualTo(Words.OPENING_CHARACTERS);
        assertThat(words.shingles().length).isLessThanOrEqualTo(words.runs());
        assertThat(words.sketchDistance(Words.of(text))).isZero();
    }

    @Property
    void pairWhenRandomThenNearnessIsThatOfTheDefinition(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String one = prose(random, 3 + random.nextInt(60));
        String other = edited(one, random);
        Words a = Words.of(one);
        Words b = Words.of(other);
        Set<Long> left = set(a);
        Set<Long> right = set(b);
        Set<Long> shared = new HashSet<>(left);
        shared.retainAll(right);
        int union = left.size() + right.size() - shared.size();
        for (double threshold : new double[] {0.3, 0.5, 0.8, 1}) {
            assertThat(NearDuplicates.areNear(a.shingles(), b.shingles(), threshold))
                    .as("seed %d, threshold %s, %d of %d", seed, threshold, shared.size(), union)
                    .isEqualTo(shared.size() >= threshold * union - 1e-9);
        }
        assertThat(a.sketchDistance(b)).isLessThanOrEqualTo(union - shared.size());
    }

    @Property
    void questionWhenRandomThenRunAndSimilarityAreThoseOfTheDefinition(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String one = prose(random, 5 + random.nextInt(12));
        String other = edited(one, random);
        Words query = Words.of(one);
        Words passage = Words.of(other);
        EchoedQuestion question = new EchoedQuestion(query);
        EchoedQuestion.Runs runs = question.runs(passage);
        assertThat(runs.longestRun()).as("seed %d", seed).isEqualTo(run(query, passage));
        assertThat(runs.pieces()).as("seed %d", seed).isEqualTo(pieces(query, passage));
        assertThat(question.gathered(passage)).as("seed %d", seed).isCloseTo(gathered(query, passage), within(1e-9));
        String cut = passage.opening()
                .substring(
                        0, Math.min(query.opening().length(), passage.opening().length()));
        double expected =
                1 - (double) levenshtein(query.opening(), cut) / query.opening().length();
        if (cut.length() == query.opening().length()) {
            assertThat(question.similarity(passage.opening()))
                    .as("seed %d", seed)
                    .isCloseTo(expected, within(1e-9));
        }
    }

    @Property
    void pairWhenRandomThenTheMeasureIsThatOfTheDefinition(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String one = prose(random, 1 + random.nextInt(200));
        String other = edited(one, random) + prose(random, random.nextInt(100));
        PassageSet set = PassageSet.of(
                "q",
                List.of(
                        new RankedPassage("a", one, "", "", "", TrustTier.UNKNOWN, 1),
                        new RankedPassage("b", other, "", "", "", TrustTier.UNKNOWN, 1),
                        new RankedPassage("c", prose(random, 70), "", "", "", TrustTier.UNKNOWN, 1)));
        RougeL rouge = RougeL.of(set);
        for (int i = 0; i < 3; i++) {
            rouge.load(i);
            for (int j = 0; j < 3; j++) {
                double expected = measure(set.words(i), set.words(j));
                for (double least : new double[] {0.01, 0.3, 0.7, 1}) {
                    assertThat(rouge.with(j, least))
                            .as("seed %d, %d and %d, least %s", seed, i, j, least)
                            .isCloseTo(expected >= least - 1e-9 ? expected : 0, within(1e-9));
                }
            }
        }
    }

    private static double measure(Words a, Words b) {
        int[][] table = new int[a.size() + 1][b.size() + 1];
        for (int i = 1; i <= a.size(); i++) {
            for (int j = 1; j <= b.size(); j++) {
                table[i][j] = a.hash(i - 1) == b.hash(j - 1)
                        ? table[i - 1][j - 1] + 1
                        : Math.max(table[i - 1][j], table[i][j - 1]);
            }
        }
        return 2.0 * table[a.size()][b.size()] / (a.size() + b.size());
    }

    private static long pieces(Words query, Words passage) {
        long pieces = 0;
        for (int i = 0; i + 3 <= query.size(); i++) {
            for (int j = 0; j + 3 <= passage.size(); j++) {
                if (query.hash(i) == passage.hash(j)
                        && query.hash(i + 1) == passage.hash(j + 1)
                        && query.hash(i + 2) == passage.hash(j + 2)) {
                    pieces |= 7L << i;
                }
            }
        }
        return pieces;
    }

    private static double gathered(Words query, Words passage) {
        int most = 0;
        int stretch = query.size() + 2;
        for (int start = 0; start < passage.size(); start++) {
            List<Long> left = new ArrayList<>();
            for (int i = 0; i < query.size(); i++) {
                left.add(query.hash(i));
            }
            int held = 0;
            for (int i = start; i < Math.min(passage.size(), start + stretch); i++) {
                held += left.remove((Object) passage.hash(i)) ? 1 : 0;
            }
            most = Math.max(most, held);
        }
        return (double) most / query.size();
    }

    private static int run(Words a, Words b) {
        int longest = 0;
        for (int i = 0; i < a.size(); i++) {
            for (int j = 0; j < b.size(); j++) {
                int length = 0;
                while (i + length < a.size() && j + length < b.size() && a.hash(i + length) == b.hash(j + length)) {
                    length++;
                }
                longest = Math.max(longest, length);
            }
        }
        return longest;
    }

    private static int levenshtein(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                table[i][j] = i == 0 || j == 0
                        ? i + j
                        : Math.min(
                                table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1),
                                Math.min(table[i - 1][j], table[i][j - 1]) + 1);
            }
        }
        return table[a.length()][b.length()];
    }

    private static String prose(SplittableRandom random, int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append("word").append(random.nextInt(12)).append(' ');
        }
        return text.toString();
    }

    /** A few random changes, sometimes none, sometimes many. */
    private static String edited(String text, SplittableRandom random) {
        StringBuilder edited = new StringBuilder(text);
        for (int changes = random.nextInt(1 + random.nextInt(20)); changes > 0; changes--) {
            int at = random.nextInt(edited.length());
            switch (random.nextInt(3)) {
                case 0 -> edited.setCharAt(at, (char) ('a' + random.nextInt(26)));
                case 1 -> edited.insert(at, (char) ('a' + random.nextInt(26)));
                default -> edited.delete(at, Math.min(edited.length() - 1, at + 1));
            }
        }
        return edited.toString();
    }

    private static Set<Long> set(Words words) {
        Set<Long> shingles = new HashSet<>();
        for (long shingle : words.shingles()) {
            shingles.add(shingle);
        }
        return shingles;
    }

    private static long[] hashes(String text) {
        Words words = Words.of(text);
        long[] hashes = new long[words.size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = words.hash(i);
        }
        return hashes;
    }
}
