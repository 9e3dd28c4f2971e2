/** Who holds the key? The binding rules, pure: no Keycloak type is seen here. */
@NullMarked
package dev.holdfast.binding;

import org.jspecify.annotations.NullMarked;
