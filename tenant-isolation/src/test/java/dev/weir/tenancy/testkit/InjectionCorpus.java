package dev.weir.tenancy.testkit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Strings that some store, filter compiler or expression language has taken for more than a string: what leaves a quote,
 * a bracket or a path, what Unicode and C read in another way, and names that are nearly a tenant's. A store must find
 * each as what it is, a value, and refuse each as a name.
 */
public final class InjectionCorpus {
    private static final int LONG_CHARACTERS = 65_536;

    private static final List<String> ESCAPES = List.of(
            "'", "\"", "`", "\\", "\\'", "\\\"", "''", "\"\"", "')", "\")", "'))", "\"]", "']", "}", "$$", "*/");

    private static final List<String> CLAUSES = List.of(
            " OR 1=1 --",
            " OR TRUE OR '",
            " or tenant <> 'x",
            "; DROP TABLE weir.chunk; --",
            " UNION SELECT * FROM weir.chunk --",
            " || true || ",
            " != \"\" or metadata[\"x",
            " OR tenant:* OR ");

    private static final List<String> SQL = List.of(
            "$1",
            "?",
            "??",
            ":tenant",
            "%",
            "_",
            "%%",
            "E'\\x27'",
            "$tag$ OR 1=1 $tag$",
            "pg_sleep(10)",
            "'; SET LOCAL weir.tenants = 'acme,globex'; --",
            "'; SET ROLE weir_owner; --",
            "' AND set_config('weir.tenants','globex',true) IS NOT NULL --",
            "SELECT current_setting('weir.tenants')",
            "COPY weir.chunk TO PROGRAM 'id'",
            "/* */",
            "--",
            "#",
            "NULL",
            "null",
            "undefined",
            "TRUE",
            "true",
            "{a,b}",
            "{\"a\",NULL}",
            "ARRAY['a']",
            "(a,b)",
            "[1,2]",
            "1; SELECT 1");

    private static final List<String> EXPRESSIONS = List.of(
            "$.tenant",
            "$[?(@.tenant=='globex')]",
            "@.tenant == \"globex\"",
            "$.* ? (@ != \"\")",
            "lax $.tenant",
            "#{T(java.lang.Runtime).getRuntime().exec('id')}",
            "${tenant}",
            "${jndi:ldap://127.0.0.1/a}",
            "T(java.lang.System).exit(1)",
            "{{tenant}}",
            "<%= 1 %>",
            "tenant == 'globex' || country == 'x'",
            "country in ['a'] && true",
            "*",
            "*:*",
            "tenant:globex",
            "tenant:(acme OR globex)",
            "a AND b",
            "NOT a",
            "a~2",
            "a^9",
            "[a TO z]",
            "{a TO z}",
            "/.*/",
            "a?b*c",
            "_exists_:tenant",
            "{\"match_all\":{}}",
            "{\"$ne\":null}",
            "{\"$where\":\"1\"}",
            "{\"terms\":{\"tenant\":[\"globex\"]}}",
            "\"}},{\"match_all\":{}},{\"x\":{\"y\":\"");

    private static final List<String> CHARACTERS = List.of(
            " ",
            "\t",
            "\n",
            "\r\n",
            "\u000B",
            "\u0085",
            "\u00A0",
            "\u2028",
            "\u2029",
            "\u200B",
            "\u200Bacme",
            "\uFEFF",
            "\u202Eemca",
            "\u2066acme\u2069",
            "acme\u202C",
            "\u00AD",
            "e\u0301",
            "\u00E9",
            "\u212B",
            "\u00C5",
            "\uFF07 OR 1=1",
            "\u2019 OR 1=1",
            "\u02BC OR 1=1",
            "\uFF02",
            "\u0131",
            "\u0130",
            "\u017F",
            "\u1E9E",
            "\uD83D\uDE00",
            "\uDB40\uDC61",
            "\uFFFD",
            "\uFFFE",
            "\uFFFF",
            "\uE000",
            "\u0001",
            "\u001F",
            "\u007F",
            "=",
            "==",
            "=a",
            "note=a",
            ",",
            "acme,globex",
            "|",
            "/",
            "a/b",
            "../globex",
            "%00",
            "%27",
            "\\u0027",
            "&apos;",
            "\\x00",
            "0x27",
            "NaN",
            "Infinity",
            "-0",
            "0",
            "1e400",
            "9223372036854775808",
            "2026-01-01");

    private static final List<String> NEARLY_TENANTS = List.of(
            "ACME",
            "Acme",
            "acme ",
            " acme",
            "acme.",
            "acme..",
            ".acme",
            "acme-",
            "acme_",
            "acm",
            "acme1",
            "acme.eu",
            "acme/globex",
            "acme%",
            "acm_",
            "acme*",
            "acme?",
            "acme\n",
            "acme\t",
            "a\u0441me",
            "\uFF41cme",
            "acme\u0301",
            "acme|globex",
            "acme;globex",
            "acme' --",
            "globex",
            "GLOBEX",
            "handbook",
            "acme globex");

    private static final List<String> ILL_FORMED = List.of(
            "\0",
            "a\0",
            "\0a",
            "acme\0globex",
            "\uD800",
            "\uDC00",
            "a\uD83D",
            "\uDE00b",
            "\uDE00\uD83D",
            "'\0 OR 1=1 --");

    private InjectionCorpus() {}

    /** Every string of the corpus once, more than 300 of them, the ill-formed ones too; none is empty. */
    public static List<String> all() {
        Set<String> all = new LinkedHashSet<>();
        for (String escape : ESCAPES) {
            all.add(escape);
            CLAUSES.forEach(clause -> all.add("en" + escape + clause + escape));
        }
        all.addAll(CLAUSES);
        all.addAll(SQL);
        all.addAll(EXPRESSIONS);
        all.addAll(CHARACTERS);
        all.addAll(NEARLY_TENANTS);
        all.addAll(ILL_FORMED);
        all.add("'".repeat(LONG_CHARACTERS));
        all.add("x".repeat(LONG_CHARACTERS));
        all.add("(".repeat(LONG_CHARACTERS / 64));
        return List.copyOf(all);
    }

    /** Names that are nearly those of the tenants in {@link SealedWorld}, some of them valid ones of other tenants. */
    public static List<String> nearlyTenants() {
        return NEARLY_TENANTS;
    }

    /** The corpus as names of attributes: what a store must refuse as a name. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(all());
        names.removeIf(name -> name.matches("[A-Za-z][A-Za-z0-9_]{0,63}"));
        names.add("");
        names.add("tenant] or 1 = 1");
        names.add("weir.tenant");
        names.add("weir.tag");
        return names;
    }
}
