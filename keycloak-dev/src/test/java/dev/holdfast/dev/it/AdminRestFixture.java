package dev.holdfast.dev.it;

import dev.holdfast.dev.demo.Agent;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A realm for all tests of a class, and a runner with a new key for each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AdminRestFixture {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final AdminRest rest;
    Agent runner;

    AdminRestFixture(String realm) {
        rest = AdminRest.of(AdminRest.realm(realm));
        runner = rest.runner();
    }

    @BeforeEach
    void freshRunner() {
        runner = rest.runner();
    }

    @AfterAll
    void strike() {
        rest.close();
    }
}
