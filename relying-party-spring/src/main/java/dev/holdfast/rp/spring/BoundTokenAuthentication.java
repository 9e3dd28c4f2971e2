package dev.holdfast.rp.spring;

import dev.holdfast.rp.token.VerifiedToken;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Whoever sent this request holds its token. The principal is the {@link VerifiedToken}, the name its subject, the
 * authorities its scopes as {@code SCOPE_read}.
 */
public final class BoundTokenAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient VerifiedToken token;

    BoundTokenAuthentication(VerifiedToken token) {
        super(authorities(token));
        this.token = token;
        super.setAuthenticated(true);
    }

    private static List<GrantedAuthority> authorities(VerifiedToken token) {
        return token.scopes().stream()
                .sorted()
                .<GrantedAuthority>map(scope -> new SimpleGrantedAuthority("SCOPE_" + scope))
                .toList();
    }

    /** Nothing: the token itself is not kept. */
    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public VerifiedToken getPrincipal() {
        return token;
    }

    @Override
    public String getName() {
        return token.subject();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
