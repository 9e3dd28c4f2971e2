/** Where our time goes, for whoever traces requests. */
@NullMarked
package dev.holdfast.binding.keycloak.trace;

import org.jspecify.annotations.NullMarked;
