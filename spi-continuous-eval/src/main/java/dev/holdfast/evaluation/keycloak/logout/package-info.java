/** Back-channel logout of the clients of a session that we end. */
@NullMarked
package dev.holdfast.evaluation.keycloak.logout;

import org.jspecify.annotations.NullMarked;
