package dev.weir.retrieve.egress;

import dev.weir.models.lexical.DecodedViews;
import dev.weir.models.lexical.NormalizedText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says whether an address carries data to a host that the policy does not name. */
final class LinkJudge {
    /** Letters and digits in a row that the caller was given, in a part that a server gets. */
    private static final int SHARED_IN_QUERY = 40;

    /** The same in a path, where titles of documents stand. */
    private static final int SHARED_IN_PATH = 72;

    private static final int LONG_VALUE = 80;
    private static final int MANY_WORDS = 10;
    private static final int LONG_QUERY = 300;
    private static final int LONG_SEGMENT = 140;
    private static final int LONG_SUBDOMAIN = 48;
    private static final int LONG_LABEL = 24;
    private static final int LONG_USER_INFO = 12;
    private static final int SHORTEST_DECODED = 12;

    private static final Pattern ADDRESS = Pattern.compile(
            "(?:([a-z][a-z0-9+.-]*):)?//([^/?#]*)([^?#]*)(?:\\?([^#]*))?(?:#(.*))?",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern MAIL =
            Pattern.compile("mailto:([^?#]*)(?:\\?(.*))?", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern BEGINNING = Pattern.compile("(?:[a-z][a-z0-9+.-]*:)?//", Pattern.CASE_INSENSITIVE);
    /** However many slashes, one or none too, stand before a host. */
    private static final Pattern SLASHES = Pattern.compile("^((?:https?|ftp|wss?):/*|/{2,})", Pattern.CASE_INSENSITIVE);

    private static final Pattern ESCAPED_SIGN = Pattern.compile("\\\\(?=[!-/:-@\\[-`{-~])");
    private static final Pattern SEVERAL = Pattern.compile("\\s+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s+]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private final EgressPolicy policy;
    private final AnswerScope scope;

    LinkJudge(EgressPolicy policy, AnswerScope scope) {
        this.policy = policy;
        this.scope = scope;
    }

    /** What is said of an address, and how sure that is. */
    enum Ruling {
        QUIET(EgressCode.FETCHED_LINK, 0),
        FETCHED(EgressCode.FETCHED_LINK, 0.4),
        LONG(EgressCode.DATA_IN_LINK, 0.6),
        RANDOM(EgressCode.DATA_IN_LINK, 0.7),
        ENCODED(EgressCode.DATA_IN_LINK, 0.9),
        GIVEN(EgressCode.DATA_IN_LINK, 0.95);

        private final EgressCode code;
        private final double score;

        Ruling(EgressCode code, double score) {
            this.code = code;
            this.score = score;
        }

        EgressCode code() {
            return code;
        }

        double score() {
            return score;
        }

        Ruling orWorse(Ruling other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** Judges what stands where an address is expected; several of them, with blanks between, by the worst. */
    Ruling judge(boolean fetched, String written) {
        Ruling worst = judgeOne(fetched, written.strip());
        String[] several = SEVERAL.split(written.strip(), -1);
        for (int i = 0; i < several.length && several.length > 1; i++) {
            worst = worst.orWorse(judgeOne(fetched, several[i]));
        }
        return worst;
    }

    /** Whether an address that is too long to be read names a host that is not allowed. */
    boolean concernsHostOf(String written) {
        return readings(written).stream().anyMatch(clear -> {
            Matcher address = ADDRESS.matcher(clear);
            return !isInline(clear) && (!address.lookingAt() || !policy.allows(host(group(address, 2))));
        });
    }

    private Ruling judgeOne(boolean fetched, String written) {
        Ruling worst = Ruling.QUIET;
        for (String clear : readings(written)) {
            worst = worst.orWorse(judgeReading(fetched, written, clear));
        }
        return worst;
    }

    private Ruling judgeReading(boolean fetched, String written, String clear) {
        Matcher mail = MAIL.matcher(clear);
        if (mail.matches()) {
            String to = group(mail, 1);
            boolean known = policy.allows(to.substring(to.indexOf('@') + 1));
            return known || scope.gave(written) ? Ruling.QUIET : query(group(mail, 2));
        }
        Matcher beginning = BEGINNING.matcher(clear);
        boolean found = clear.regionMatches(true, 0, "www.", 0, 4) || beginning.find();
        if (!found || isInline(clear)) {
            return Ruling.QUIET;
        }
        Matcher address = ADDRESS.matcher(
                clear.regionMatches(true, 0, "www.", 0, 4) ? "//" + clear : clear.substring(beginning.start()));
        if (!address.matches()) {
            return Ruling.QUIET;
        }
        String authority = group(address, 2);
        String host = host(authority);
        if (host.isEmpty() || policy.allows(host)) {
            return Ruling.QUIET;
        }
        Ruling ruling = fetched ? Ruling.FETCHED : Ruling.QUIET;
        // What a document says word for word carries nothing that the document did not hold when it was written.
        if (scope.gave(written)) {
            return ruling;
        }
        return ruling.orWorse(userInfo(authority))
                .orWorse(subdomain(host))
                .orWorse(path(group(address, 3)))
                .orWorse(query(group(address, 4)))
                .orWorse(part(group(address, 5), LONG_SEGMENT, SHARED_IN_PATH, LinkParts.LONG_PATH_TOKEN));
    }

    private static boolean isInline(String clear) {
        return clear.regionMatches(true, 0, "data:", 0, 5);
    }

    private static Ruling userInfo(String authority) {
        int at = authority.lastIndexOf('@');
        return at >= LONG_USER_INFO ? Ruling.LONG : Ruling.QUIET;
    }

    private Ruling subdomain(String host) {
        String[] labels = host.split("\\.", -1);
        Ruling worst = Ruling.QUIET;
        StringBuilder below = new StringBuilder();
        for (int i = 0; i < labels.length - 2; i++) {
            below.append(labels[i]);
            if (labels[i].length() >= LONG_LABEL && LinkParts.isRandom(labels[i], LONG_LABEL)) {
                worst = worst.orWorse(Ruling.RANDOM);
            }
            worst = worst.orWorse(decoded(labels[i]));
        }
        if (below.length() >= LONG_SUBDOMAIN) {
            worst = worst.orWorse(Ruling.LONG);
        }
        return worst.orWorse(given(below.toString(), SHARED_IN_QUERY));
    }

    private Ruling path(String path) {
        Ruling worst = Ruling.QUIET;
        List<String> segments = new ArrayList<>(List.of(path.split("/", -1)));
        for (String segment : segments) {
            worst = worst.orWorse(part(segment, LONG_SEGMENT, SHARED_IN_PATH, LinkParts.LONG_PATH_TOKEN));
        }
        return worst.orWorse(given(DecodedViews.unescaped(path), SHARED_IN_PATH));
    }

    private Ruling query(String query) {
        Ruling worst = query.length() >= LONG_QUERY ? Ruling.LONG : Ruling.QUIET;
        for (String pair : query.split("[&;]", -1)) {
            String value = pair.substring(pair.indexOf('=') + 1);
            if (BETWEEN_WORDS.split(DecodedViews.unescaped(value), -1).length >= MANY_WORDS) {
                worst = worst.orWorse(Ruling.LONG);
            }
            worst = worst.orWorse(part(value, LONG_VALUE, SHARED_IN_QUERY, LinkParts.LONG_QUERY_TOKEN));
        }
        return worst.orWorse(given(DecodedViews.unescaped(query), SHARED_IN_QUERY));
    }

    private Ruling part(String written, int longest, int shared, int token) {
        if (written.isEmpty()) {
            return Ruling.QUIET;
        }
        String clear = DecodedViews.unescaped(written);
        Ruling ruling = clear.length() >= longest ? Ruling.LONG : Ruling.QUIET;
        for (String each : LinkParts.tokens(clear)) {
            if (LinkParts.isRandom(each, token)) {
                ruling = ruling.orWorse(Ruling.RANDOM);
            }
            ruling = ruling.orWorse(decoded(each));
        }
        return ruling.orWorse(given(clear, shared));
    }

    /** Digits of an encoding that spell a text: a hash does not. */
    private static Ruling decoded(String token) {
        return token.length() >= SHORTEST_DECODED && LinkParts.spellsText(token) ? Ruling.ENCODED : Ruling.QUIET;
    }

    private Ruling given(String part, int least) {
        return part.length() >= least && LinkParts.longestShared(part, scope.givenRuns()) >= least
                ? Ruling.GIVEN
                : Ruling.QUIET;
    }

    /** The address as a browser reads it if nobody, HTML or Markdown undid its escapes before: a host differs by that. */
    private static Set<String> readings(String written) {
        String entities = entities(written);
        Set<String> readings = new LinkedHashSet<>();
        for (String each :
                List.of(written, entities, ESCAPED_SIGN.matcher(entities).replaceAll(""))) {
            String clear =
                    CONTROL.matcher(each).replaceAll("").replace('\\', '/').strip();
            readings.add(SLASHES.matcher(clear)
                    .replaceFirst(begin ->
                            begin.group().substring(0, begin.group().indexOf(':') + 1) + "//"));
        }
        return readings;
    }

    /** Percent escapes stay, as they part nothing. */
    private static String entities(String written) {
        return written.indexOf('&') < 0 ? written : DecodedViews.unescaped(written.replace("%", "%25"));
    }

    private static String host(String authority) {
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int port = host.lastIndexOf(':');
        if (port > host.lastIndexOf(']')) {
            host = host.substring(0, port);
        }
        String name =
                NormalizedText.forModel(DecodedViews.unescaped(host)).text().toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String group(Matcher matcher, int group) {
        String value = matcher.group(group);
        return value == null ? "" : value;
    }
}
