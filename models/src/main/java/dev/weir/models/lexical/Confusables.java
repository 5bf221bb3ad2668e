package dev.weir.models.lexical;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.SpoofChecker;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Letters of other scripts that look like Latin ones, by the Unicode confusables data that ICU carries. */
final class Confusables {

    private static final SpoofChecker CHECKER = new SpoofChecker.Builder().build();
    // The data is looked up by building a skeleton, which is slow; there are only so many characters.
    private static final Map<Integer, String> CACHE = new ConcurrentHashMap<>();

    private Confusables() {}

    /** The Latin letters a character looks like, in lower case, or the character itself. */
    static String latinLookAlike(int codePoint) {
        return CACHE.computeIfAbsent(codePoint, Confusables::compute);
    }

    static boolean looksLatin(int codePoint) {
        return codePoint >= 0x80 && latinLookAlike(codePoint).charAt(0) < 0x80;
    }

    private static String compute(int codePoint) {
        String self = Character.toString(codePoint);
        if (!Character.isLetter(codePoint)) {
            return self;
        }
        String skeleton = CHECKER.getSkeleton(self);
        boolean letters =
                !skeleton.isEmpty() && skeleton.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
        return letters ? UCharacter.foldCase(skeleton, true) : self;
    }
}
