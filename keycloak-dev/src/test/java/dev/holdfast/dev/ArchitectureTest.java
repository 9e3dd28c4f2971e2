package dev.holdfast.dev;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom, over the classes of all modules: the text in the design, checked. */
class ArchitectureTest {

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.holdfast");

    private static final String ROOT = "dev.holdfast.";

    /** Each room with the rooms it may know. */
    private static final Map<String, List<String>> ARROWS = Map.of(
            "events", List.of(),
            "binding", List.of("events"),
            "risk", List.of("binding", "events"),
            "evaluation", List.of("risk", "binding", "events"),
            "rp", List.of("events"));

    @ParameterizedTest
    @ValueSource(strings = {"events", "binding", "risk", "evaluation", "rp"})
    void room_knowsOnlyTheRoomsBelowIt(String room) {
        String itself = ROOT + room + "..";
        String[] strangers = ARROWS.keySet().stream()
                .filter(other -> !other.equals(room))
                .filter(other -> !ARROWS.getOrDefault(room, List.of()).contains(other))
                .map(other -> ROOT + other + "..")
                .toArray(String[]::new);
        check(noClasses()
                .that()
                .resideInAPackage(itself)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(strangers)
                .because("modules know each other one way"));
        check(noClasses()
                .that()
                .resideInAPackage(itself)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "dev..")
                .because("nobody sees the development server"));
    }

    @Test
    void relyingParty_knowsNothingOfTheSpringStarter() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.holdfast.rp..")
                .and()
                .resideOutsideOfPackage("dev.holdfast.rp.spring..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.holdfast.rp.spring..", "org.springframework..")
                .because("the library has no framework"));
    }

    @Test
    void keycloak_isKnownOnlyToTheGlue() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("..keycloak..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.keycloak..")
                .because("everything else runs in a test in milliseconds"));
    }

    @Test
    void jakarta_isKnownOnlyToTheGlueAndTheStarter() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("..keycloak..", "dev.holdfast.rp.spring..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta..")
                .because("the starter is for servlets, everything else for any place"));
    }

    @Test
    void infinispan_isKnownOnlyToItsAdapters() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.holdfast.binding..",
                        "dev.holdfast.risk..",
                        "dev.holdfast.evaluation..",
                        "dev.holdfast.events..")
                .and()
                .resideOutsideOfPackages("..infinispan..", "..keycloak..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.infinispan..")
                .because("storage is an adapter, and the glue only hands it Keycloak's cache manager"));
    }

    @Test
    void relyingParty_neverMeetsKeycloak() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.holdfast.rp..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.keycloak..")
                .because("it speaks standards"));
    }

    @Test
    void names_sayWhatAClassDoes() {
        check(classes()
                .that()
                // Its generator names it.
                .areNotAssignableTo("org.infinispan.protostream.GeneratedSchema")
                .should()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Utils")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Impl")
                .because("such names collect everything"));
    }

    @Test
    void classes_ofOurs_areSeenByTheseRules() {
        assertThat(ALL.contain("dev.holdfast.dev.server.KeycloakServer")).isTrue();
        assertThat(ALL.contain("dev.holdfast.events.EventType")).isTrue();
    }

    private static void check(ArchRule rule) {
        // A module that is still empty breaks no rule.
        rule.allowEmptyShould(true).check(ALL);
    }
}
