/** The admin REST of Holdfast: what administrators read and do. */
@NullMarked
package dev.holdfast.evaluation.keycloak.admin;

import org.jspecify.annotations.NullMarked;
