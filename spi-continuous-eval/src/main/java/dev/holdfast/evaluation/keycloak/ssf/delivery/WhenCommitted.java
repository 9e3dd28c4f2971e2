package dev.holdfast.evaluation.keycloak.ssf.delivery;

import java.util.function.BiConsumer;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/** Tells that the outbox has something for a receiver when the transaction has committed; not if it rolls back. */
public final class WhenCommitted {

    private final BiConsumer<String, String> listener;

    /**
     * Makes it.
     *
     * @param listener hears the kind of entry and the id of the receiver's client; must return at once and not throw
     */
    public WhenCommitted(BiConsumer<String, String> listener) {
        this.listener = listener;
    }

    /** Tells it after the commit of the session's transaction, once for each receiver. */
    public void tell(KeycloakSession session, String entryKind, String receiverId) {
        String marker = "holdfast.committed." + entryKind + "." + receiverId;
        if (session.getAttribute(marker) != null) {
            return;
        }
        session.setAttribute(marker, true);
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                listener.accept(entryKind, receiverId);
            }

            @Override
            protected void rollbackImpl() {}
        });
    }
}
