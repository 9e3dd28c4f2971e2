package dev.holdfast.binding;

import dev.holdfast.binding.BindingVerdict.Bound;
import dev.holdfast.binding.BindingVerdict.BreachKind;
import dev.holdfast.binding.BindingVerdict.Breached;
import dev.holdfast.binding.BindingVerdict.KeyRequired;
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
     * @param presented the keys that the request proves; the proofs themselves were verified before
     * @param expected the keys that the presented genuine token is bound to; {@link BindingKeys#NONE} where no token is
     *     presented or it was issued unbound
     * @return bound, a key is required, or the binding of the presented token is breached
     */
    public static BindingVerdict judge(
            Set<KeyThumbprint.Kind> mechanisms, BindingKeys presented, BindingKeys expected) {
        for (KeyThumbprint key : expected.all()) {
            Optional<KeyThumbprint> shown = key.kind() == KeyThumbprint.Kind.DPOP ? presented.dpop() : presented.mtls();
            if (shown.isEmpty()) {
                return new Breached(BreachKind.MISSING_KEY, key);
            }
            if (!shown.get().equals(key)) {
                return new Breached(BreachKind.WRONG_KEY, key);
            }
        }
        Set<KeyThumbprint.Kind> accepted = EnumSet.copyOf(mechanisms);
        expected.all().forEach(key -> accepted.add(key.kind()));
        BindingKeys proven = presented.only(accepted);
        return proven.isEmpty() ? new KeyRequired() : new Bound(proven);
    }
}
