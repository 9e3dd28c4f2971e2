package dev.holdfast.rp.spring;

import dev.holdfast.rp.token.ApiRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A request that claims to hold a token, before anything is verified. */
final class BoundTokenRequest extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient ApiRequest request;

    BoundTokenRequest(ApiRequest request) {
        super(List.of());
        this.request = request;
    }

    ApiRequest request() {
        return request;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return "";
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
