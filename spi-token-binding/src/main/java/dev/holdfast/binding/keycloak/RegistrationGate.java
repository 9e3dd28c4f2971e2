package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingSettings;
import dev.holdfast.binding.RegistrationRule;
import dev.holdfast.events.KeyThumbprint;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.keycloak.OAuthErrorException;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.context.ClientCRUDContext;

/** Brings the settings of a client in line with the policy when it is registered or changed, or refuses it. */
final class RegistrationGate {

    private final BindingSettings settings;

    RegistrationGate(BindingSettings settings) {
        this.settings = settings;
    }

    void pass(ClientCRUDContext context) throws RequestRefusedException {
        boolean writes =
                Set.of(ClientPolicyEvent.REGISTER, ClientPolicyEvent.UPDATE).contains(context.getEvent());
        ClientRepresentation client = context.getProposedClientRepresentation();
        if (!writes || client == null || settings.registration() == RegistrationRule.IGNORE) {
            return;
        }
        Map<String, String> attributes =
                client.getAttributes() == null ? new HashMap<>() : new HashMap<>(client.getAttributes());
        Map<String, String> mended = mended(attributes);
        if (mended.isEmpty()) {
            return;
        }
        if (settings.registration() == RegistrationRule.REFUSE) {
            throw new RequestRefusedException(
                    OAuthErrorException.INVALID_CLIENT_METADATA,
                    "Laxer than the policy of the realm: " + String.join(", ", mended.keySet()));
        }
        attributes.putAll(mended);
        client.setAttributes(attributes);
    }

    /** What has to change: the flag of the only mechanism, and lifetimes beyond the caps. */
    private Map<String, String> mended(Map<String, String> attributes) {
        Map<String, String> mended = new LinkedHashMap<>();
        if (settings.mechanisms().equals(Set.of(KeyThumbprint.Kind.DPOP))) {
            require(attributes, mended, OIDCConfigAttributes.DPOP_BOUND_ACCESS_TOKENS);
        }
        if (settings.mechanisms().equals(Set.of(KeyThumbprint.Kind.MTLS))) {
            require(attributes, mended, OIDCConfigAttributes.USE_MTLS_HOK_TOKEN);
        }
        cap(
                attributes,
                mended,
                OIDCConfigAttributes.ACCESS_TOKEN_LIFESPAN,
                settings.lifetimes().accessToken());
        cap(
                attributes,
                mended,
                OIDCConfigAttributes.CLIENT_SESSION_MAX_LIFESPAN,
                settings.lifetimes().session());
        return mended;
    }

    private static void require(Map<String, String> attributes, Map<String, String> mended, String flag) {
        if (!Boolean.parseBoolean(attributes.get(flag))) {
            mended.put(flag, "true");
        }
    }

    private static void cap(
            Map<String, String> attributes, Map<String, String> mended, String attribute, Duration longest) {
        String value = attributes.get(attribute);
        if (value != null && value.matches("-?\\d{1,18}") && Long.parseLong(value) > longest.toSeconds()) {
            mended.put(attribute, String.valueOf(longest.toSeconds()));
        }
    }
}
