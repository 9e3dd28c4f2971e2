package dev.holdfast.binding;

import dev.holdfast.binding.BindingVerdict.Bound;
import dev.holdfast.binding.BindingVerdict.BreachKind;
import dev.holdfast.binding.BindingVerdict.Breached;
import dev.holdfast.binding.BindingVerdict.KeyRequired;
import dev.holdfast.binding.BindingVerdict.Rebound;
import dev.holdfast.events.KeyThumbprint;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The binding rule: once bound, always bound.
 *
 * <p>What counts is the token that is presented, never a flag of the client: a flag can be switched off, what was issued
 * stays bound (RFC 9449 section 5, RFC 8705 section 4).
 */
public final class BindingCheck {

    private BindingCheck() {}

    /**
     * Judges one token request.
     *
     * @param mechanisms what a new token may be bound with, at least one
     * @param keyChange whether a bound token may go over to another key
     * @param request what the request shows
     * @return bound, bound to a changed key, a key is required, or the binding of the presented token is breached
     */
    public static BindingVerdict judge(
            Set<KeyThumbprint.Kind> mechanisms, KeyChange keyChange, BindingRequest request) {
        Set<KeyThumbprint.Kind> accepted = EnumSet.copyOf(mechanisms);
        boolean changed = false;
        for (KeyThumbprint key : request.expected().all()) {
            Optional<KeyThumbprint> shown = request.presented().of(key.kind());
            if (shown.isEmpty()) {
                return new Breached(BreachKind.MISSING_KEY, key);
            }
            if (!shown.get().equals(key)) {
                if (!mayChange(keyChange, request, key)) {
                    return new Breached(BreachKind.WRONG_KEY, key);
                }
                changed = true;
            }
            accepted.add(key.kind());
        }
        BindingKeys proven = request.presented().only(accepted);
        if (changed) {
            return new Rebound(proven);
        }
        return proven.isEmpty() ? new KeyRequired() : new Bound(proven);
    }

    private static boolean mayChange(KeyChange keyChange, BindingRequest request, KeyThumbprint from) {
        return switch (keyChange) {
            case REFUSE -> false;
            case WITH_CLIENT_AUTHENTICATION -> request.authenticatedByKey();
            case WITH_PROOF_OF_BOTH_KEYS -> request.handedOverBy().equals(Optional.of(from));
        };
    }
}
