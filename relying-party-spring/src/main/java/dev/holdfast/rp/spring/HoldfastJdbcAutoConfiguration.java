package dev.holdfast.rp.spring;

import dev.holdfast.rp.event.SeenEvents;
import dev.holdfast.rp.jdbc.JdbcReplayStore;
import dev.holdfast.rp.jdbc.JdbcRevocationStore;
import dev.holdfast.rp.jdbc.JdbcSeenEvents;
import dev.holdfast.rp.revocation.RevocationIndex;
import dev.holdfast.rp.revocation.RevocationStore;
import dev.holdfast.rp.revocation.SharedRevocations;
import dev.holdfast.rp.token.ReplayStore;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * What several nodes of one application remember together, in the database of the application. Asked for and without a
 * database, the application does not start: nodes that only believe they share would let every proof be used once at each.
 */
@AutoConfiguration(before = HoldfastAutoConfiguration.class)
@ConditionalOnBooleanProperty("holdfast.shared.jdbc")
public final class HoldfastJdbcAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ReplayStore holdfastReplayStore(DataSource database) {
        return new JdbcReplayStore(database, Clock.systemUTC());
    }

    @Bean
    @ConditionalOnMissingBean
    SeenEvents holdfastSeenEvents(DataSource database) {
        return new JdbcSeenEvents(database, Clock.systemUTC());
    }

    @Bean
    @ConditionalOnMissingBean
    RevocationStore holdfastRevocationStore(DataSource database) {
        return new JdbcRevocationStore(database);
    }

    @Bean
    @ConditionalOnMissingBean
    SharedRevocations holdfastSharedRevocations(
            RevocationStore store, RevocationIndex revocations, HoldfastProperties properties) {
        SharedRevocations shared = new SharedRevocations(store, revocations, Clock.systemUTC());
        shared.catchUpEvery(properties.shared().catchUp());
        return shared;
    }
}
