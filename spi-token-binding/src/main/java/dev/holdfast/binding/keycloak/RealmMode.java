package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.Mode;
import org.keycloak.models.RealmModel;

/** The break-glass: the realm attribute that weakens every policy at once, without a restart. */
public final class RealmMode {

    /** The attribute: {@code off}, {@code observe} or {@code enforce}; not set means {@code enforce}. */
    public static final String ATTRIBUTE = "holdfast.mode";

    private RealmMode() {}

    /**
     * The mode of a realm.
     *
     * @param realm the realm
     * @return its mode
     */
    public static Mode of(RealmModel realm) {
        return Mode.parse(realm.getAttribute(ATTRIBUTE));
    }
}
