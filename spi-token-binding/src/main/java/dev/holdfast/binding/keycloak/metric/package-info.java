/** What is counted, on Keycloak's own registry of metrics. */
@NullMarked
package dev.holdfast.binding.keycloak.metric;

import org.jspecify.annotations.NullMarked;
