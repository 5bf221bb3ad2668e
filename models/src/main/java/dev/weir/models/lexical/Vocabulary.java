package dev.weir.models.lexical;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Words by which a decoded text is known to be language. Key words stand in orders to a model; one alone is
 * enough, as random letters hardly ever give one. Common words count only in numbers.
 */
final class Vocabulary {

    static final int SHORTEST_KEY = 4;
    static final int LONGEST = 16;

    private static final Set<String> COMMON = words("""
            the and you your that this with for are not all any from have will must should when what how who now then
            into about can may use do if as to of in is it me my we on at by be or an a i so no up out our but has was
            its they their them there here which these those one other every each more than before after also just
            please say make act write above never always instead only answer text document user data email message
            print tell follow rules name list table page file line first last next new old get set""");

    private static final Set<String> KEY = words("""
            ignore ignores ignored ignoring disregard disregarding override overrides overriding bypass forget forgetting
            previous previously prior preceding earlier instruction instructions directive directives guideline
            guidelines prompt prompts system assistant reveal reveals disclose exfiltrate password passwords secret
            secrets credential credentials token tokens send sending forward transfer transfers execute delete deletes
            deleting remove upload download email emails message messages respond reply replies output answer developer
            administrator admin unrestricted unfiltered jailbreak jailbroken confidential private personal customer
            customers account accounts payment payments invoice invoices database command commands obey comply
            pretend roleplay restriction restrictions safeguard safeguards constraint constraints context conversation
            recommend approve approved always never instead immediately secretly silently user users tell print write
            model language attacker security policy policies safety filter filters rule rules order orders everything
            anything nothing without address access information internal hidden
            ignoriere ignorieren vergiss missachte anweisung anweisungen vorherigen bisherigen vorgaben passwort sende
            ignorez oubliez instructions precedentes consignes envoyez ignora ignorar olvida instrucciones anteriores
            contrasena envia dimentica istruzioni precedenti invia esqueca instrucoes senha envie negeer instructies
            eerdere wachtwoord stuur zignoruj instrukcje poprzednie polecenia haslo wyslij onceki talimatlari yoksay
            игнорируй игнорируйте забудь инструкции предыдущие указания правила пароль отправь""");

    /** Key words that people split, reverse or write with digits for reasons of their own. */
    private static final Set<String> COMPOUNDS = words("""
            bypass override overrides email emails password passwords passwort forward forget upload download always
            never unrestricted unfiltered without everything anything nothing respond output reply replies prior
            reveal remove roleplay address access instead""");

    private static final Set<String> BEGINNINGS = KEY.stream()
            .flatMap(word -> IntStream.range(1, word.length()).mapToObj(end -> word.substring(0, end)))
            .collect(Collectors.toUnmodifiableSet());

    private static final int UNKNOWN_LETTER = 4;
    private static final int SHORT_WORD = 3;

    private Vocabulary() {}

    private static Set<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+", -1)).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a word in lower case stands in orders to a model. */
    static boolean isKey(String word) {
        return word.length() >= SHORTEST_KEY && KEY.contains(word);
    }

    /** Whether a word in lower case is a key word that is always written in one piece. */
    static boolean isFirmKey(String word) {
        return isKey(word) && !COMPOUNDS.contains(word);
    }

    /** Whether a key word begins with these letters and goes on. */
    static boolean beginsKey(String letters) {
        return letters.length() < LONGEST && BEGINNINGS.contains(letters);
    }

    static boolean isCommon(String word) {
        return COMMON.contains(word) || isKey(word);
    }

    static Stream<String> all() {
        return Stream.concat(COMMON.stream(), KEY.stream());
    }

    /**
     * Letters without blanks, cut into words.
     *
     * @param letters in lower case
     * @return the known words and what lies between them, with blanks in between
     */
    static String segmented(String letters) {
        int length = letters.length();
        int[] cost = new int[length + 1];
        int[] cut = new int[length + 1];
        for (int end = 1; end <= length; end++) {
            cost[end] = cost[end - 1] + UNKNOWN_LETTER;
            cut[end] = -1;
            for (int start = Math.max(0, end - LONGEST); start < end; start++) {
                int known = cost[start] + (end - start < 3 ? SHORT_WORD : 1);
                if (known < cost[end] && isCommon(letters.substring(start, end))) {
                    cost[end] = known;
                    cut[end] = start;
                }
            }
        }
        BitSet starts = new BitSet(length);
        int end = length;
        while (end > 0) {
            int start = cut[end];
            if (start < 0) {
                start = end - 1;
                while (start > 0 && cut[start] < 0) {
                    start--;
                }
            }
            starts.set(start);
            end = start;
        }
        StringBuilder words = new StringBuilder(length + starts.cardinality());
        for (int i = 0; i < length; i++) {
            if (i > 0 && starts.get(i)) {
                words.append(' ');
            }
            words.append(letters.charAt(i));
        }
        return words.toString();
    }
}
