package dev.holdfast.binding;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Attributes of clients that are an administrator's alone: they admit keys and bar them, declare what a client may ask for,
 * and say of whom a receiver hears. Keycloak's {@code ssf.*} are among them: they are the whole stream of a receiver, for which
 * only the stream API and the admin REST check audience, events and address. Whoever only keeps his own client may neither set
 * nor change nor remove one.
 */
public final class ReservedAttributes {

    private static final String OURS = "holdfast.";
    private static final List<String> PREFIXES = List.of(OURS, "ssf.");

    private ReservedAttributes() {}

    /**
     * Those of a client.
     *
     * @param attributes all of its attributes
     * @return the reserved ones
     */
    public static Map<String, String> of(Map<String, String> attributes) {
        return attributes.entrySet().stream()
                .filter(one -> isReserved(one.getKey()) && one.getValue() != null)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * What differs.
     *
     * @param before reserved attributes
     * @param after as they would be
     * @return the names of those that are added, changed or removed, sorted
     */
    public static Set<String> changed(Map<String, String> before, Map<String, String> after) {
        return Stream.concat(before.keySet().stream(), after.keySet().stream())
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Those of which a client would be rid if it removed itself and registered again: bars, lock, envelope, its being managed.
     * Not Keycloak's {@code ssf.*}: without them it can only hear less.
     *
     * @param attributes all of its attributes
     * @return their names, sorted
     */
    public static Set<String> holding(Map<String, String> attributes) {
        return of(attributes).keySet().stream()
                .filter(name -> plain(name).startsWith(OURS))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Whether an attribute is reserved. Databases differ in whether names of another case are another name.
     *
     * @param name its name
     * @return whether only an administrator may set it
     */
    public static boolean isReserved(String name) {
        return PREFIXES.stream().anyMatch(plain(name)::startsWith);
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
