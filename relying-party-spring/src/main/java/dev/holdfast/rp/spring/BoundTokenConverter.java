package dev.holdfast.rp.spring;

import dev.holdfast.rp.token.ApiRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Finds the requests that carry a token; others, such as those with Basic, are left to whom they concern. */
final class BoundTokenConverter implements AuthenticationConverter {

    /** Servlet specification, section "SSL attributes". */
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private final Optional<URI> origin;

    BoundTokenConverter(Optional<URI> origin) {
        this.origin = origin;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        List<String> authorization = Collections.list(request.getHeaders("Authorization"));
        if (authorization.stream().noneMatch(BoundTokenConverter::isToken)) {
            return null;
        }
        return new BoundTokenRequest(new ApiRequest(
                request.getMethod(),
                address(request),
                authorization,
                Collections.list(request.getHeaders("DPoP")),
                certificate(request)));
    }

    private static boolean isToken(String header) {
        String scheme = header.strip().toLowerCase(Locale.ROOT);
        return scheme.equals("dpop")
                || scheme.equals("bearer")
                || scheme.startsWith("dpop ")
                || scheme.startsWith("bearer ");
    }

    /** Spring Security's firewall has refused what is no URI. */
    private URI address(HttpServletRequest request) {
        return origin.map(known -> URI.create(known + request.getRequestURI()))
                .orElseGet(() -> URI.create(request.getRequestURL().toString()));
    }

    private static Optional<X509Certificate> certificate(HttpServletRequest request) {
        return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
                ? Optional.of(chain[0])
                : Optional.empty();
    }
}
