/** An API on Spring Boot with the starter. */
@NullMarked
package dev.holdfast.sample.spring;

import org.jspecify.annotations.NullMarked;
