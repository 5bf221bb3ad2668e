package dev.weir.retrieve.egress;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is done about findings.
 *
 * @param actions one for each code
 * @param hosts that addresses in answers may name: {@code docs.example.com}, or {@code *.example.com} for every host below
 * @param minimumRun letters and digits in a row, spaces not counted, that are a long run of withheld text; from
 *     {@value Fingerprints#RUN} to {@value #LONGEST_RUN}
 */
public record EgressPolicy(Map<EgressCode, EgressAction> actions, Set<String> hosts, int minimumRun) {
    /** What stands in the place of a cut stretch: the same for every code, as a caller must not learn of canaries. */
    public static final String CUT_MARKER = "[removed by policy]";

    /** What ends a blocked answer. */
    public static final String BLOCK_MARKER = "[the rest is withheld by policy]";

    /** About twelve words. */
    public static final int STANDARD_RUN = 64;

    /** The most that {@code minimumRun} may be. */
    public static final int LONGEST_RUN = 192;

    private static final Pattern HOST = Pattern.compile("(?:\\*\\.)?[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");

    /** @throws IllegalArgumentException if a code has no action, a host is not one, or the run is out of range */
    public EgressPolicy {
        actions = Map.copyOf(actions);
        hosts = Set.copyOf(hosts);
        for (EgressCode code : EgressCode.values()) {
            if (!actions.containsKey(code)) {
                throw new IllegalArgumentException("no action for " + code);
            }
        }
        if (actions.get(EgressCode.INTERNAL) != EgressAction.BLOCK) {
            throw new IllegalArgumentException("a guard that failed blocks: INTERNAL must be BLOCK");
        }
        for (String host : hosts) {
            if (!HOST.matcher(host).matches()) {
                throw new IllegalArgumentException("a host is written in lower case of a-z 0-9 . - , or begins with"
                        + " *. ; length was " + host.length());
            }
        }
        if (minimumRun < Fingerprints.RUN || minimumRun > LONGEST_RUN) {
            throw new IllegalArgumentException(
                    "minimumRun must be " + Fingerprints.RUN + " to " + LONGEST_RUN + ", got " + minimumRun);
        }
    }

    /** Other tenants' canaries end the answer; data in addresses, withheld text and own canaries are cut; the rest passes. */
    public static EgressPolicy standard(Set<String> hosts) {
        return observing(hosts)
                .with(EgressCode.FOREIGN_CANARY, EgressAction.BLOCK)
                .with(EgressCode.OWN_CANARY, EgressAction.CUT)
                .with(EgressCode.FOREIGN_TEXT, EgressAction.CUT)
                .with(EgressCode.DATA_IN_LINK, EgressAction.CUT);
    }

    /** Canaries and withheld text end the answer; every address that is suspect, and what was not read, is cut. */
    public static EgressPolicy strict(Set<String> hosts) {
        return standard(hosts)
                .with(EgressCode.OWN_CANARY, EgressAction.BLOCK)
                .with(EgressCode.FOREIGN_TEXT, EgressAction.BLOCK)
                .with(EgressCode.FETCHED_LINK, EgressAction.CUT)
                .with(EgressCode.UNREAD, EgressAction.CUT);
    }

    /** Everything is reported and passes, unless the guard itself fails. */
    public static EgressPolicy observing(Set<String> hosts) {
        Map<EgressCode, EgressAction> actions = new EnumMap<>(EgressCode.class);
        for (EgressCode code : EgressCode.values()) {
            actions.put(code, code == EgressCode.INTERNAL ? EgressAction.BLOCK : EgressAction.PASS);
        }
        return new EgressPolicy(actions, hosts, STANDARD_RUN);
    }

    /** The same with another action for one code. */
    public EgressPolicy with(EgressCode code, EgressAction action) {
        Map<EgressCode, EgressAction> changed = new EnumMap<>(actions);
        changed.put(requireNonNull(code, "code is null"), requireNonNull(action, "action is null"));
        return new EgressPolicy(changed, hosts, minimumRun);
    }

    EgressAction action(EgressCode code) {
        return requireNonNull(actions.get(code), "no action");
    }

    /** Whether an address may name this host. */
    boolean allows(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (hosts.contains(name)) {
            return true;
        }
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            if (hosts.contains("*" + name.substring(dot))) {
                return true;
            }
        }
        return false;
    }
}
