package dev.weir.models.lexical;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The named characters of HTML that stand for blanks, marks and letters; those for symbols are left out. */
final class NamedEntities {

    private static final Map<String, String> MARKS = pairs("""
            amp & lt < gt > quot " apos ' excl ! num # dollar $ percnt % lpar ( rpar ) ast * plus + comma , period . sol /
            colon : semi ; equals = quest ? commat @ lsqb [ bsol \\ rsqb ] Hat ^ lowbar _ grave ` lcub { verbar | vert |
            rcub } hyphen - dash - ndash - mdash - lsquo ' rsquo ' ldquo " rdquo " bull * hellip ... laquo " raquo "
            szlig ss AElig AE aelig ae OElig OE oelig oe oslash o Oslash O eth d thorn th imath i inodot i jmath j
            fflig ff filig fi fllig fl ffilig ffi ffllig ffl fjlig fj""");

    private static final String BLANKS = " nbsp ensp emsp thinsp numsp puncsp hairsp Tab NewLine ";
    private static final String NOTHING = " shy zwj zwnj lrm rlm ZeroWidthSpace NoBreak InvisibleTimes ic it ";

    /** What follows a letter in the names of its double-struck, Gothic and script forms. */
    private static final String STYLES = " opf fr scr ";

    private static final Map<String, String> ACCENTS = pairs("""
            acute \u0301 grave \u0300 circ \u0302 tilde \u0303 uml \u0308 ring \u030a cedil \u0327 caron \u030c
            breve \u0306 dot \u0307 ogon \u0328 macr \u0304 dblac \u030b""");

    private NamedEntities() {}

    private static Map<String, String> pairs(String text) {
        String[] parts = text.strip().split("\\s+", -1);
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            pairs.put(parts[i], parts[i + 1]);
        }
        return Map.copyOf(pairs);
    }

    /** The character, in its plain form where it has one. */
    static Optional<String> character(String name) {
        String mark = MARKS.get(name);
        if (mark != null) {
            return Optional.of(mark);
        }
        if (BLANKS.contains(' ' + name + ' ')) {
            return Optional.of(" ");
        }
        if (NOTHING.contains(' ' + name + ' ')) {
            return Optional.of("");
        }
        String letter = name.substring(0, 1);
        String form = name.substring(1);
        String accent = ACCENTS.get(form);
        if (accent != null) {
            return Optional.of(Normalizer.normalize(letter + accent, Normalizer.Form.NFC));
        }
        return form.length() > 1 && STYLES.contains(' ' + form + ' ') ? Optional.of(letter) : Optional.empty();
    }
}
