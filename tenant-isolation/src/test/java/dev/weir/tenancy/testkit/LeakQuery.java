package dev.weir.tenancy.testkit;

import dev.weir.tenancy.Principal;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.store.ApplicationFilter;
import java.util.Optional;

/**
 * One question of one reader.
 *
 * @param scopes gives the reader's scope, by the policy of this query
 * @param vector to search by, empty for a search by words
 * @param text the words, empty for a search by vector
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LeakQuery(
        Principal principal,
        ScopeResolver scopes,
        Optional<float[]> vector,
        Optional<String> text,
        int k,
        ApplicationFilter filter) {}
