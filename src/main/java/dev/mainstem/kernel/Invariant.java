package dev.mainstem.kernel;

import java.util.Optional;
import java.util.function.Function;

/**
 * What must hold of one tenant's rows, whatever has happened. Checked when a house is verified, on
 * rows that stand still; it may walk through all of them.
 *
 * @param says a sentence that is true, such as "every domain counts its live links"
 * @param broken how it is not true, for people; empty if it is
 */
public record Invariant<S extends Tables>(String says, Function<S, Optional<String>> broken) {}
