package dev.holdfast.evaluation.keycloak.admin;

import dev.holdfast.binding.Mode;
import dev.holdfast.binding.keycloak.RealmMode;
import dev.holdfast.binding.keycloak.metric.HoldfastMetric;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;

/** The break-glass of the realm: effective at once, on every node, for every policy. */
public final class ModeResource {

    private final AdminCall call;

    ModeResource(AdminCall call) {
        this.call = call;
    }

    /**
     * The mode.
     *
     * @param mode {@code off}, {@code observe} or {@code enforce}
     */
    public record ModeRepresentation(@Nullable String mode) {}

    /**
     * Reads the mode. Needs to view the realm.
     *
     * @return what holds now
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public ModeRepresentation get() {
        call.permissions().realm().requireViewRealm();
        return new ModeRepresentation(word(RealmMode.of(call.realm())));
    }

    /**
     * Sets the mode. Needs to manage the realm.
     *
     * @param wanted one of the three words; anything else is refused, because a typing error must weaken nothing
     * @return what holds now
     */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public ModeRepresentation set(@Nullable ModeRepresentation wanted) {
        call.permissions().realm().requireManageRealm();
        String mode = wanted == null || wanted.mode() == null ? "" : wanted.mode();
        if (Arrays.stream(Mode.values()).map(ModeResource::word).noneMatch(mode::equals)) {
            throw call.badRequest("mode is off, observe or enforce");
        }
        String before = word(RealmMode.of(call.realm()));
        call.realm().setAttribute(RealmMode.ATTRIBUTE, mode);
        HoldfastMetric.MODE_CHANGES.count(mode);
        ModeRepresentation now = new ModeRepresentation(mode);
        call.record(OperationType.UPDATE, "HOLDFAST_MODE", now, Map.of("mode", mode, "mode_before", before));
        return now;
    }

    private static String word(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
