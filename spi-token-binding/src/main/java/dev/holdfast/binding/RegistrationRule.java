package dev.holdfast.binding;

/** What happens when a client is registered or changed whose own settings are laxer than the policy. */
public enum RegistrationRule {
    /** Its settings are brought in line; the default. */
    AUTO_CONFIGURE,
    /** The registration or change is refused. */
    REFUSE,
    /** Nothing: its tokens are held to the policy all the same. */
    IGNORE
}
