package dev.weir.retrieve.egress;

import dev.weir.retrieve.egress.Destinations.Kind;
import java.util.function.Consumer;

/**
 * Finds addresses in an answer: in Markdown, in its definitions, in HTML, in styles, and bare. An address is held from its
 * first character until it ends, or is longer than any honest one.
 */
final class LinkScan {
    /** An address that is longer is not read to its end. */
    static final int MAX_ADDRESS = 2048;

    private static final int LONGEST_SCHEME = 16;
    private static final int LONGEST_BLANK = 64;
    private static final double OVERLONG = 0.6;
    private static final String SLASHES = "://";
    private static final String WWW = "www.";

    private final LinkJudge judge;
    private final Consumer<EgressFinding> found;
    private final Destinations destinations = new Destinations();
    private final StringBuilder address = new StringBuilder();
    private State state = State.TEXT;
    private Kind kind = Kind.NOTHING;

    /** Where the address begins, or what may be its scheme. */
    private int start;

    private int blanks;
    private int brackets;

    /** What ends the address besides blanks; NUL for nothing else. */
    private char closer;

    private boolean overlongCut;

    private enum State {
        TEXT,
        BEFORE_ADDRESS,
        ADDRESS,
        OVERLONG
    }

    LinkScan(LinkJudge judge, Consumer<EgressFinding> found) {
        this.judge = judge;
        this.found = found;
    }

    void accept(char unit, int at) {
        switch (state) {
            case TEXT -> text(unit, at);
            case BEFORE_ADDRESS -> before(unit, at);
            case ADDRESS -> address(unit, at);
            case OVERLONG -> overlong(unit, at);
        }
    }

    /** Where an address begins that has not ended, else a place behind every text. */
    int pending() {
        return address.isEmpty() ? Integer.MAX_VALUE : start;
    }

    void finish(int at) {
        if (state == State.ADDRESS) {
            judge(at);
        } else if (state == State.OVERLONG) {
            piece(at);
        }
        address.setLength(0);
        state = State.TEXT;
    }

    /** Outside addresses: {@code address} holds what may be the scheme of one. */
    private void text(char unit, int at) {
        destinations.accept(unit);
        if (isSchemeCharacter(unit) || unit == ':' || unit == '/') {
            if (address.isEmpty()) {
                start = at;
            }
            address.append(unit);
            if (isBare()) {
                begin(Kind.BARE, '\0');
                return;
            }
            trim();
        } else {
            address.setLength(0);
        }
        Kind next = destinations.next();
        if (next != Kind.NOTHING) {
            address.setLength(0);
            kind = next;
            blanks = 0;
            brackets = 0;
            closer = '\0';
            state = State.BEFORE_ADDRESS;
        }
    }

    private boolean isBare() {
        int length = address.length();
        if (length > SLASHES.length() && address.charAt(length - 1) == '/' && address.indexOf(SLASHES) > 0) {
            return true;
        }
        return length == WWW.length() && address.toString().equalsIgnoreCase(WWW);
    }

    /** Drops what cannot be the scheme of an address that goes on here. */
    private void trim() {
        int colon = address.indexOf(":");
        boolean odd = colon == 0
                || (colon > 0 && !SLASHES.startsWith(address.substring(colon)))
                || (colon < 0 && address.charAt(address.length() - 1) == '/')
                || (colon < 0 && address.length() > LONGEST_SCHEME);
        if (odd) {
            address.setLength(0);
        }
    }

    private void begin(Kind begun, char end) {
        kind = begun;
        closer = end;
        brackets = 0;
        state = State.ADDRESS;
    }

    private void before(char unit, int at) {
        boolean quote = unit == '"' || unit == '\'';
        if (isBlank(unit) && blanks < LONGEST_BLANK) {
            blanks++;
        } else if (closer == '\0' && (unit == '<' || quote)) {
            closer = unit == '<' ? '>' : unit;
        } else if (isBlank(unit) || ends(unit)) {
            leave(unit, at);
        } else {
            start = at;
            address.append(unit);
            begin(kind, closer);
            brackets = unit == '(' ? 1 : 0;
        }
    }

    private void address(char unit, int at) {
        if (ends(unit)) {
            judge(at);
            leave(unit, at);
            return;
        }
        brackets += unit == '(' ? 1 : unit == ')' ? -1 : 0;
        address.append(unit);
        if (address.length() > MAX_ADDRESS) {
            overlongCut = judge.concernsHostOf(address.toString());
            piece(at + 1);
            state = State.OVERLONG;
        }
    }

    private void overlong(char unit, int at) {
        if (ends(unit)) {
            piece(at);
            leave(unit, at);
            return;
        }
        if (address.isEmpty()) {
            start = at;
        }
        address.append(unit);
        if (address.length() >= MAX_ADDRESS) {
            piece(at + 1);
        }
    }

    private void leave(char unit, int at) {
        address.setLength(0);
        state = State.TEXT;
        text(unit, at);
    }

    private void piece(int end) {
        if (overlongCut && !address.isEmpty()) {
            found.accept(EgressFinding.of(EgressCode.DATA_IN_LINK, start, end, OVERLONG, ""));
        }
        address.setLength(0);
    }

    private void judge(int end) {
        LinkJudge.Ruling ruling = judge.judge(kind == Kind.FETCHED, address.toString());
        if (ruling != LinkJudge.Ruling.QUIET) {
            found.accept(EgressFinding.of(ruling.code(), start, end, ruling.score(), ""));
        }
    }

    private boolean ends(char unit) {
        if (closer == '>') {
            return unit == '>' || unit == '\n';
        }
        if (closer != '\0') {
            return unit == closer;
        }
        if (isBlank(unit) || unit < ' ') {
            return true;
        }
        boolean unbalanced = unit == ')' && brackets == 0;
        return kind == Kind.BARE ? unbalanced || "<>\"`|]".indexOf(unit) >= 0 : unbalanced || unit == '>';
    }

    private static boolean isBlank(char unit) {
        return unit == ' ' || unit == '\n' || unit == '\r' || unit == '\t';
    }

    private static boolean isSchemeCharacter(char unit) {
        return (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z')
                || (unit >= '0' && unit <= '9')
                || unit == '+'
                || unit == '.'
                || unit == '-';
    }
}
