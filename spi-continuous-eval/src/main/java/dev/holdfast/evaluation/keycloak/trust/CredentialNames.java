package dev.holdfast.evaluation.keycloak.trust;

/** What CAEP 1.0 section 3.3 calls Keycloak's credentials. */
final class CredentialNames {

    private CredentialNames() {}

    static String of(String keycloakType) {
        return switch (keycloakType) {
            case "otp" -> "app";
            case "webauthn", "webauthn-passwordless" -> "fido2-roaming";
            default -> keycloakType;
        };
    }
}
