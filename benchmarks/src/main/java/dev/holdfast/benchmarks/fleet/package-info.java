/** Made-up fleets of non-human identities with attacks, and what the risk engine makes of them. */
@NullMarked
package dev.holdfast.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
