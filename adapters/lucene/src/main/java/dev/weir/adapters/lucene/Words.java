package dev.weir.adapters.lucene;

import dev.weir.tenancy.TenantId;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;

/**
 * Turns text into terms of one tenant: every word is written {@code tenant/word}. Each tenant thus has posting lists of
 * its own in one field: a text search cannot meet another tenant's row, costs nothing for other tenants' text, and a
 * term's document frequency is the tenant's. A field per tenant would give the same and cost every segment a field a
 * tenant.
 *
 * <p>Text is only ever analysed; nothing in it is query syntax.
 */
final class Words {
    /** The most distinct words of a query that are searched for; later ones are left out. */
    static final int MAX_QUERY_WORDS = 256;

    private Words() {}

    /** The words of a text: split by Unicode's rules (UAX #29), in lower case. Whoever consumes the stream closes it. */
    static TokenStream of(TenantId tenant, String text) {
        StandardTokenizer tokenizer = new StandardTokenizer();
        tokenizer.setReader(new StringReader(text));
        return new TenantPrefix(new LowerCaseFilter(tokenizer), tenant);
    }

    /** The distinct words of a query, in their order. */
    static Set<Term> ofQuery(TenantId tenant, String text) throws IOException {
        Set<Term> words = new LinkedHashSet<>();
        try (TokenStream stream = of(tenant, text)) {
            CharTermAttribute word = stream.getAttribute(CharTermAttribute.class);
            stream.reset();
            while (words.size() < MAX_QUERY_WORDS && stream.incrementToken()) {
                words.add(new Term(Fields.WORDS, word.toString()));
            }
        }
        return words;
    }

    private static final class TenantPrefix extends TokenFilter {
        private final CharTermAttribute word = addAttribute(CharTermAttribute.class);
        private final String prefix;

        TenantPrefix(TokenStream input, TenantId tenant) {
            super(input);
            this.prefix = tenant.value() + "/";
        }

        @Override
        public boolean incrementToken() throws IOException {
            if (!input.incrementToken()) {
                return false;
            }
            String bare = word.toString();
            word.setEmpty().append(prefix).append(bare);
            return true;
        }
    }
}
