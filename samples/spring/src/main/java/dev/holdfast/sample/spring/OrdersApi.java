package dev.holdfast.sample.spring;

import dev.holdfast.rp.token.VerifiedToken;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An API. That its callers need bound tokens of live sessions, and whose, stands in {@code application.yaml}. */
@SpringBootApplication
@RestController
class OrdersApi {

    /** What the API answers. */
    record Orders(String client, List<String> orders) {}

    /** Takes what Spring Boot takes. */
    public static void main(String[] arguments) {
        SpringApplication.run(OrdersApi.class, arguments);
    }

    @GetMapping("/orders")
    Orders orders(@AuthenticationPrincipal VerifiedToken token) {
        return new Orders(token.clientId(), List.of("4711", "4712"));
    }
}
