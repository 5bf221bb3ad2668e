package dev.weir.adapters.springai.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

class AuthorityPrincipalResolverTest {
    private final AuthorityPrincipalResolver resolver = new AuthorityPrincipalResolver("TENANT_", "GROUP_");

    @AfterEach
    void clear() {
        SecurityContextHolder.clearContext();
    }

    private static void authenticate(Authentication authentication) {
        SecurityContextHolder.setContext(new SecurityContextImpl(authentication));
    }

    private static Authentication anna(String... authorities) {
        return UsernamePasswordAuthenticationToken.authenticated(
                "anna", null, AuthorityUtils.createAuthorityList(authorities));
    }

    @Test
    void principalWhenAuthenticatedThenOfTheOneTenantItsAuthoritiesName() {
        authenticate(anna("TENANT_acme", "GROUP_finance", "GROUP_legal", "ROLE_USER"));

        assertThat(resolver.resolve())
                .isEqualTo(new Principal(
                        "anna",
                        new TenantId("acme"),
                        Set.of("finance", "legal"),
                        Principal.AuthenticatedBy.VERIFIED_TOKEN));
    }

    @Test
    void principalWhenNobodyIsAuthenticatedThenRefused() {
        assertThatIllegalStateException().isThrownBy(resolver::resolve);
        authenticate(UsernamePasswordAuthenticationToken.unauthenticated("anna", "secret"));
        assertThatIllegalStateException().isThrownBy(resolver::resolve);
    }

    @Test
    void principalWhenAnonymousThenRefused() {
        authenticate(new AnonymousAuthenticationToken(
                "key", "anonymous", AuthorityUtils.createAuthorityList("TENANT_acme")));
        assertThatIllegalStateException().isThrownBy(resolver::resolve);
    }

    @Test
    void principalWhenOfNoTenantOrOfTwoThenRefused() {
        authenticate(anna("GROUP_finance", "acme", "tenant_acme"));
        assertThatIllegalStateException().isThrownBy(resolver::resolve).withMessageContaining("0 tenants");
        authenticate(anna("TENANT_acme", "TENANT_globex"));
        assertThatIllegalStateException().isThrownBy(resolver::resolve).withMessageContaining("2 tenants");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ACME", "acme ", "*", "acme,globex", "acme' OR 1=1"})
    void principalWhenItsTenantIsNoIdThenRefused(String tenant) {
        authenticate(anna("TENANT_" + tenant));
        assertThatIllegalArgumentException().isThrownBy(resolver::resolve);
    }

    @Test
    void principalWhenAnAuthorityHasNoNameThenItIsPassedOver() {
        GrantedAuthority nameless = new GrantedAuthority() {
            @Override
            public @Nullable String getAuthority() {
                return null;
            }
        };
        authenticate(UsernamePasswordAuthenticationToken.authenticated(
                "anna",
                null,
                List.of(
                        nameless,
                        AuthorityUtils.createAuthorityList("TENANT_acme").getFirst())));

        assertThat(resolver.resolve().tenant()).isEqualTo(new TenantId("acme"));
    }

    @Test
    void resolverWhenItsPrefixesDoNotDifferThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AuthorityPrincipalResolver("", "GROUP_"));
        assertThatIllegalArgumentException().isThrownBy(() -> new AuthorityPrincipalResolver("TENANT_", " "));
        assertThatIllegalArgumentException().isThrownBy(() -> new AuthorityPrincipalResolver("T_", "T_"));
    }
}
