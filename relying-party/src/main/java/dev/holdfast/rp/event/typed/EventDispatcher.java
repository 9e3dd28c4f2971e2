package dev.holdfast.rp.event.typed;

import dev.holdfast.events.EventType;
import dev.holdfast.rp.event.EventException;
import dev.holdfast.rp.event.EventHandler;
import dev.holdfast.rp.event.VerifiedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Hands each event to those who asked for its kind, in the order in which they asked. One that throws keeps the rest from
 * hearing it, and the event comes again: so handlers must not mind hearing one twice. Safe for use by several threads if the
 * handlers are.
 */
public final class EventDispatcher implements EventHandler {

    private record Subscription(EventType type, EventHandler handler) {}

    private record TypedSubscription<E extends TypedEvent>(Class<E> type, Consumer<? super E> handler) {
        void offer(TypedEvent event) {
            if (type.isInstance(event)) {
                handler.accept(type.cast(event));
            }
        }
    }

    private final List<Subscription> subscriptions;
    private final List<TypedSubscription<?>> typed;

    private EventDispatcher(Builder builder) {
        this.subscriptions = List.copyOf(builder.subscriptions);
        this.typed = List.copyOf(builder.typed);
    }

    /**
     * A dispatcher to which nobody listens yet.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Dispatches an event. One that nobody asked for is passed over; one of a type that has a record but does not fit it is
     * refused, whether or not anybody asked.
     *
     * @throws EventException if it does not fit its record
     */
    @Override
    public void handle(VerifiedEvent event) throws EventException {
        Optional<TypedEvent> read = TypedEvent.read(event);
        for (Subscription subscription : subscriptions) {
            if (event.type().equals(Optional.of(subscription.type()))) {
                subscription.handler().handle(event);
            }
        }
        read.ifPresent(what -> typed.forEach(subscription -> subscription.offer(what)));
    }

    /** Who hears what. */
    public static final class Builder {

        private final List<Subscription> subscriptions = new ArrayList<>();
        private final List<TypedSubscription<?>> typed = new ArrayList<>();

        private Builder() {}

        /**
         * Asks for events of a type as they were verified, such as {@code SESSION_REVOKED} for a {@link
         * dev.holdfast.rp.revocation.RevocationIndex} and {@code VERIFICATION} for a {@link
         * dev.holdfast.rp.stream.StreamHealth}.
         *
         * @param type the type
         * @param handler is told of each
         * @return this builder
         */
        public Builder on(EventType type, EventHandler handler) {
            subscriptions.add(new Subscription(type, handler));
            return this;
        }

        /**
         * Asks for events of a type that has a record; {@code TypedEvent.class} for all of them.
         *
         * @param type the record
         * @param handler is told of each
         * @param <E> the record
         * @return this builder
         */
        public <E extends TypedEvent> Builder on(Class<E> type, Consumer<? super E> handler) {
            typed.add(new TypedSubscription<>(type, handler));
            return this;
        }

        /**
         * The dispatcher.
         *
         * @return a handler for a push or poll receiver
         */
        public EventDispatcher build() {
            return new EventDispatcher(this);
        }
    }
}
