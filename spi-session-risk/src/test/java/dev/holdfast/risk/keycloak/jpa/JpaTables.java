package dev.holdfast.risk.keycloak.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.function.Function;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * The tables as Keycloak makes them, by the changelog. On H2; on another database with {@code -Dholdfast.jdbc=<address>} and
 * its driver on the class path.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JpaTables {

    static final String URL = System.getProperty("holdfast.jdbc", "jdbc:h2:mem:journal;DB_CLOSE_DELAY=-1");
    private EntityManagerFactory factory;

    @BeforeAll
    void makeTables() throws Exception {
        try (Connection connection = DriverManager.getConnection(URL)) {
            new Liquibase(
                            HoldfastEntitiesFactory.CHANGELOG,
                            new ClassLoaderResourceAccessor(),
                            new JdbcConnection(connection))
                    .update("");
        }
        factory = new HibernatePersistenceConfiguration("journal")
                .managedClasses(DecisionEntity.class, PolicyReplayEntity.class)
                .property("jakarta.persistence.jdbc.url", URL)
                .createEntityManagerFactory();
    }

    @AfterAll
    void close() {
        factory.close();
    }

    @BeforeEach
    void empty() {
        transaction(entities -> {
            entities.createQuery("delete from DecisionEntity").executeUpdate();
            return entities.createQuery("delete from PolicyReplayEntity").executeUpdate();
        });
    }

    final <T> T transaction(Function<EntityManager, T> work) {
        return factory.callInTransaction(work);
    }
}
