package dev.holdfast.rp.spring;

import dev.holdfast.rp.event.EventHandler;
import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.revocation.Revocation;
import dev.holdfast.rp.revocation.RevocationListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a team writes. */
@SpringBootApplication
@EnableMethodSecurity
@RestController
class SampleApi {

    private final List<VerifiedEvent> heard = new CopyOnWriteArrayList<>();
    private final List<Revocation> revoked = new CopyOnWriteArrayList<>();

    // Methods, for Spring puts a proxy before this class.
    public List<VerifiedEvent> heard() {
        return heard;
    }

    public List<Revocation> revoked() {
        return revoked;
    }

    @GetMapping("/orders")
    String orders(Principal principal, @AuthenticationPrincipal(expression = "clientId()") String client) {
        return principal.getName() + " " + client;
    }

    @PostMapping("/orders")
    @PreAuthorize("hasAuthority('SCOPE_write')")
    String order() {
        return "ordered";
    }

    @GetMapping("/admin")
    @PreAuthorize("hasAuthority('SCOPE_admin')")
    String admin() {
        return "never";
    }

    @Bean
    EventHandler heardEvents() {
        return heard::add;
    }

    @Bean
    RevocationListener revokedSubjects() {
        return revoked::add;
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }
}
