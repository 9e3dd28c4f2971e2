/** Security events of others: who may send them, how they are verified and what is done with them. */
@NullMarked
package dev.holdfast.evaluation.keycloak.signal;

import org.jspecify.annotations.NullMarked;
