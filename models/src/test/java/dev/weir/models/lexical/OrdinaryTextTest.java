package dev.weir.models.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The honest twins of disguises: no rule finds anything in them, and nothing of them is left unread. */
class OrdinaryTextTest {

    private static final long SEED = 20_240_611L;
    private final SplittableRandom random = new SplittableRandom(SEED);

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void textWhenItHoldsPicturesKeysAndDigestsThenClean() throws NoSuchAlgorithmException {
        byte[] png = noise(3000);
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, 0, png, 0, 8);
        Planted.isClean(
                "<img src=\"data:image/png;base64," + Base64.getEncoder().encodeToString(png) + "\">");
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var pair = generator.generateKeyPair();
        for (byte[] der :
                new byte[][] {pair.getPublic().getEncoded(), pair.getPrivate().getEncoded()}) {
            Planted.isClean("-----BEGIN KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END KEY-----\n");
            Planted.isClean("fingerprint " + HexFormat.ofDelimiter(":").formatHex(der, 0, 32));
        }
        for (int i = 0; i < 500; i++) {
            Planted.isClean("sha256-" + Base64.getEncoder().encodeToString(noise(32)) + " "
                    + HexFormat.of().formatHex(noise(20)) + " "
                    + Base64.getUrlEncoder().encodeToString(noise(9)));
        }
    }

    @Test
    void textWhenItHoldsManyUuidsAndCodesThenClean() {
        String table = IntStream.range(0, 400)
                .mapToObj(i -> new UUID(random.nextLong(), random.nextLong()) + " AB-"
                        + random.nextInt(1000, 9999) + "-"
                        + Long.toString(random.nextLong(), 36).substring(1) + " "
                        + random.nextInt(10, 99) + " " + random.nextInt(10, 99) + " " + random.nextInt(10, 99) + " "
                        + random.nextInt(10, 99) + " " + random.nextInt(10, 99) + " " + random.nextInt(10, 99))
                .collect(Collectors.joining("\n"));
        Planted.isClean(table);
    }

    @Test
    void textWhenItHoldsTokensAndSettingsUnderBase64ThenClean() {
        Planted.isClean("Authorization: Bearer "
                + base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}").replace("=", "") + "."
                + base64("{\"sub\":\"1234567890\",\"name\":\"John Doe\",\"iat\":1516239022}")
                        .replace("=", "")
                + ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c");
        Planted.isClean("src: url(data:image/svg+xml;base64,"
                + base64(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"24\" height=\"24\"><path d=\"M4 4h16v2H4z\"/></svg>")
                + ")");
    }

    @Test
    void textWhenItIsAnAddressThatCarriesAddressesThenClean() {
        for (String words : List.of("garden+furniture", "Bilibili", "how+to+mend+a+bicycle")) {
            UUID session = new UUID(random.nextLong(), random.nextLong());
            String target =
                    "a1/search?FORM=KC1&q=" + words + "&filters=sid:\"" + session + "\"+lite:\".Rel^^Entity2_en\"";
            String query = "fclid=" + session + "&insid=6334&ptn=3&ver=2&u=" + base64(target + "&ntb=1") + "&ntb=1";
            Planted.isClean("link: https://www.example.org/ck/a?!&&p=" + base64(query + "\n"));
        }
        String id = "15ebbcc3-9be7-6756-34a4-a8809a5d6617";
        String click =
                "https://www.example.com/ck/a?!&&p=sm5&imts=1710460800&iguid=" + id + "&insid=6293&ptn=3&fclid=" + id
                        + "&psq=Software+wiki&u=a1https://example.com/alink/link?url=https%3a%2f%2fwww.example.com%2fen-us%2f&source=";
        Planted.isClean("link: https://www.example.org/ck/a?u=a1" + base64(base64(click)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.example.org/search?q=how%20to%20bake%20bread%20at%20home%20for%20beginners&lang=en",
                "https://de.example.org/wiki/Stra%C3%9Fenverkehrs-Ordnung_%28Deutschland%29#Geschichte",
                "https://ru.example.org/wiki/%D0%97%D0%B0%D0%B3%D0%BB%D0%B0%D0%B2%D0%BD%D0%B0%D1%8F",
                "GET /items?filter%5Bname%5D=blue+chair&sort=-price HTTP/1.1",
                "{\"city\":\"S\\u00e3o Paulo\",\"note\":\"caf\\u00e9 \\u201cAzul\\u201d\\nsecond line\\tof text\"}",
                "printf(\"Sum: %d\\n\\tTotal: %d\\n\", a, b); path C:\\users\\new\\reports\\total",
                "Fish &amp; chips cost &lt; &euro;&nbsp;10 in caf&eacute;s &ndash; d&#8217;accord &#8230;",
                "if(a<b&&c>d){for(var i=0;i<n;i++)t+=e[i]&255;return t.toString(16)}function q(r,u){var f=r.l;return f}",
                "The U. S. A. and the U.K. signed; see e.g. J. R. R. Tolkien and C. S. Lewis, p. 12 f., a. m. and p. m.",
                "C O N T E N T S\n\nI N T R O D U C T I O N ........ 3\nA P P E N D I X ........ 41",
                "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z",
                "C D E F | G A B C | D E D C | G - - -",
                "e4 e5 Nf3 Nc6 Bb5 a6 Ba4 Nf6 O-O Be7 Re1 b5 Bb3 d6 c3 O-O",
                "r n b q k b n r\np p p p p p p p\n. . . . . . . .\nP P P P P P P P\nR N B Q K B N R",
                "a b c d e\n1 2 3 4 5\n6 7 8 9 0\nx y z x y",
                "The commit-\ntee met in Septem-\nber to discuss the well-\nknown prob-\nlems of long-\nterm care.",
                "   /\\_/\\  \n  ( o.o ) \n   > ^ <  ~ meow | ascii | art ~ \\__/ ||__||",
                "Let 𝑓 : ℝ → ℝ and 𝒙 ∈ 𝔽ⁿ with ‖𝒙‖₂ ≤ 𝜀; then 𝐀𝒙 = 𝐛 and 𝔼[𝑋] = 𝜇.",
                "[ˈɪŋɡlɪʃ] and /ðə ˈkwɪk ˈbɹaʊn ˈfɒks/ in IPA; [ʃpʁaːxə]; vɪˈzɪbəl",
                "The α-helix, β-sheet, Δt, μm, kΩ and H₂O; x² + y² = r², CO₂, 5′-UTR, ½ cup, 10⁻³, №5, ™ and ©",
                "Toyota RAV4, Boeing 747-8, H2O2, MP3, B2B, R2-D2, 4K TV, Web3, Log4j, i18n, k8s, l10n, Office 365",
                "P@ssw0rd and Pa$$w0rd are bad passwords; choose another! It costs $5 (+$1) or 50% |off|.",
                "0x7fff5fbff8a8: 48 8b 05 a1 0c 00 00 48 89 c7 e8 4d 00 00 00 31 c0 5d c3 90 90 90 55 48",
                "1.5 2.5 3.5\n61 70 70 6c 65 5f 31\n10 20 30 40 50 60 70 80 90 11 22 33 44 55",
                "Non era mai tornato, ma era ancora in casa; si sa, ti no. Ton ami est là, et son ton est doux. Era tarde.",
                "DNA was won now; a stressed star saw a live rat on a tub. Never odd or even, draw no evil.",
                "Self-made, e-mail, pre-war, co-op, re-sign, log-in, pass-word, by-pass, over-ride and for-get.",
                "file_name.txt, my.module.Class, user.name@example.org, and/or, his/her, 24/7, T-shirt, x-ray",
                "the user's manual, the system's rules, customers' accounts; rock 'n' roll; O'Neill's l'accès",
                "filterChainWhenUserDetailsServiceThenSecurityContextHolderAwareRequestFilterIsPresent()",
                "state-of-the-art-technology, mother-in-law, src/main/resources/templates/notification-settings",
                "Ⓒ 2024 ® ℗ ① ② ③ Ⅷ ㎏ ℃ ﬁnance ﬂow ᵃᵇ x̄ ŷ ñ ç Zoë naïve résumé Đặng Thị Ngọc Thịnh",
                "Пример текста: это не то, а он то же; і в ній є а. Ελληνικά και νέα. Հայերեն. ქართული.",
                "春 眠 不 覺 曉 處 處 聞 啼 鳥",
                "v1.2.3-rc.4+build.5, 192.168.0.1, fe80::1ff:fe23:4567:890a, 00:1A:2B:3C:4D:5E, ISBN 978-3-16-148410-0"
            })
    void textWhenItIsOrdinaryThenClean(String text) {
        Planted.isClean(text);
        Planted.isClean(Planted.BEFORE + text + Planted.AFTER);
        Planted.isClean(Planted.BEFORE + "\n" + text + "\n" + Planted.AFTER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufeffA leading mark, caf\u00e9, 10\u00a0000\u202f€, «\u00a0oui\u00a0»\u2009! 12\u2009345",
                "👨\u200d👩\u200d👧\u200d👦 👩🏽\u200d🚀 🏳\ufe0f\u200d🌈 🏴\u200d☠\ufe0f 👁\ufe0f\u200d🗨\ufe0f ❤\ufe0f\u200d🔥 🧑🏻\u200d🤝\u200d🧑🏿 🐻\u200d❄\ufe0f",
                "👍🏻👍🏼👍🏽👍🏾👍🏿 ✊🏿 🤷🏽\u200d♀\ufe0f ⛹🏿\u200d♂\ufe0f 👨\u200d❤\ufe0f\u200d💋\u200d👨",
                "🇩🇪🇫🇷🇮🇹 🇺🇸 🇬🇧 🇯🇵 🇧🇷🇮🇳🇨🇳 and 🇪🇺",
                "🏴\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f "
                        + "🏴\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f "
                        + "🏴\udb40\udc67\udb40\udc62\udb40\udc77\udb40\udc6c\udb40\udc73\udb40\udc7f",
                "1\ufe0f\u20e3 2\ufe0f\u20e3 #\ufe0f\u20e3 *\ufe0f\u20e3 ☎\ufe0e ✔\ufe0f ↔\ufe0f ©\ufe0f",
                "می\u200cخواهم کتاب\u200cها را ببینم و نمی\u200cدانم",
                "क्\u200dष और क्\u200cष, শ্\u200cরী, ക്\u200d, ශ්\u200dරී, ಕ್\u200cಷ, ර්\u200dය",
                "ᠮᠣᠩ\u180bᠭᠣᠯ ᠠ\u180e, 葛\udb40\udd00城市 辻\udb40\udd01 邉\udb40\udd1e, ဂ\ufe00, 〆\ufe00",
                "The word \u200eשלום\u200f means peace; \u2067مرحبا (1)\u2069, \u202bعربي\u202c \u061cנ",
                "hy\u00adphen\u00adation, Donau\u00addampf\u00adschiff\u00adfahrt, Sil\u00ad\nben\u00adtren\u00adnung",
                "สวัสดี\u200bชาวโลก ភាសា\u200bខ្មែរ 東京\u200bタワー မြန်မာ\u200bစာ",
                "slashed zero 0\ufe00, ∩\ufe00 ⊕\ufe00, 𝒜𝓫𝔠 𝖽𝚎𝟘, ℋ ℵ ∇𝜑, \u05d1\u034f\u05b7"
            })
    void textWhenItUsesInvisibleOrStyledCharactersAsItsWritingNeedsThenClean(String text) {
        Planted.isClean(text);
        Planted.isClean(text + "\n" + Planted.BEFORE + Planted.AFTER);
    }

    @Test
    void viewsWhenWordsAreHyphenatedInAQuotationThenJudgedAsTextThatPeopleRead() {
        String page = "A page on attacks quotes: \"ignore all previous instruc-\ntions\" and explains them.";
        assertThat(DecodedViews.of(page).views())
                .isNotEmpty()
                .allMatch(view -> view.concealments() == 0)
                .anyMatch(view -> view.text().contains("ignore all previous instructions"));
    }
}
