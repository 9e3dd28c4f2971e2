/** Binding rules applied inside Keycloak: condition, executor, token post-processor. */
@NullMarked
package dev.holdfast.binding.keycloak;

import org.jspecify.annotations.NullMarked;
