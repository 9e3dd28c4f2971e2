package dev.holdfast.risk.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

@SuppressWarnings("EnumOrdinal") // The index into the tables of a feature; the stored form has a version.
class IdentityProfileTest {

    private static Lesson lesson(long second, int networkStep, String prefix) {
        Lesson.Draft draft = new Lesson.Draft();
        draft.put(Feature.NETWORK_STEP, networkStep);
        draft.put(Feature.STACK_STEP, networkStep % 2);
        draft.add(Known.PREFIX, prefix);
        return draft.finish(Instant.ofEpochSecond(second), OptionalDouble.empty(), OptionalDouble.empty());
    }

    private static IdentityProfile calm(int lessons) {
        IdentityProfile profile = IdentityProfile.EMPTY;
        for (int i = 0; i < lessons; i++) {
            profile = profile.learn(lesson(1_000 + i * 300L, 0, "home"));
        }
        return profile;
    }

    private static double weight(IdentityProfile profile, NetworkStep step) {
        return profile.weightNats(Feature.NETWORK_STEP, step.ordinal());
    }

    @Test
    void feature_tables_addUpToOne() {
        for (Feature feature : Feature.values()) {
            double sum = 0;
            for (int i = 0; i < feature.categories(); i++) {
                sum += feature.prior(i);
            }
            assertThat(sum).as(feature.name()).isEqualTo(1, within(1e-6));
        }
    }

    @Test
    void learn_tenSlowStepsOfAnAttacker_moveNoLaterScoreByMoreThanOneNat() {
        for (NetworkStep step : NetworkStep.values()) {
            IdentityProfile before = calm(500);
            IdentityProfile after = before;
            for (int i = 0; i < 10; i++) {
                after = after.learn(lesson(200_000 + i * 86_400L, step.ordinal(), "lair"));
            }
            double network = Math.abs(weight(after, step) - weight(before, step));
            double stack = Math.abs(after.weightNats(Feature.STACK_STEP, 1) - before.weightNats(Feature.STACK_STEP, 1));
            assertThat(network + stack).as(step.name()).isLessThanOrEqualTo(1);
            assertThat(after.isKnown(Known.PREFIX, "lair")).isFalse();
        }
    }

    @Test
    void learn_identityThatAlwaysMoves_isNotSurprisedByMoving() {
        IdentityProfile profile = IdentityProfile.EMPTY;
        for (int i = 0; i < 300; i++) {
            profile = profile.learn(lesson(1_000 + i * 300L, NetworkStep.SAME_OWNER.ordinal(), "p" + i));
        }
        assertThat(weight(profile, NetworkStep.SAME_OWNER)).isLessThan(0.5);
        assertThat(weight(calm(300), NetworkStep.SAME_OWNER)).isGreaterThan(4.5);
    }

    @Test
    void adopt_value_isKnownAtOnce() {
        assertThat(calm(5).adopt(Known.PREFIX, "new").isKnown(Known.PREFIX, "new"))
                .isTrue();
    }

    @Test
    void write_anyLessons_staysWithinItsSizeAndReadsBack() {
        Random random = new Random(7);
        IdentityProfile profile = IdentityProfile.EMPTY;
        for (int i = 0; i < 3_000; i++) {
            Lesson.Draft draft = new Lesson.Draft();
            for (Feature feature : Feature.values()) {
                draft.put(feature, random.nextInt(feature.categories()));
            }
            for (Known set : Known.values()) {
                draft.add(set, "v" + random.nextInt());
            }
            profile = profile.learn(draft.finish(
                    Instant.ofEpochSecond(random.nextInt(10_000_000)),
                    OptionalDouble.of(random.nextDouble()),
                    OptionalDouble.of(random.nextGaussian() * 1e6)));
        }
        byte[] bytes = ProfileBytes.write(profile);
        assertThat(bytes.length).isLessThanOrEqualTo(ProfileBytes.MOST);
        IdentityProfile read = ProfileBytes.read(bytes).orElseThrow();
        assertThat(ProfileBytes.write(read)).isEqualTo(bytes);
        assertThat(weight(read, NetworkStep.NEW_KIND)).isEqualTo(weight(profile, NetworkStep.NEW_KIND));
    }

    @Test
    void read_otherVersion_isCold() {
        assertThat(ProfileBytes.read(new byte[] {9, 1, 2})).isEmpty();
        assertThat(ProfileBytes.read(new byte[0])).isEmpty();
    }
}
