package dev.mainstem.kernel;

import java.util.Set;

/**
 * Who asks, and what they may.
 *
 * @param name a key's name, a person's id, or a system's name; kept with every event
 * @param scopes such as {@code links:write}; {@code owner} may do everything; never kept with
 *     events
 */
public record Caller(String name, Set<String> scopes) {
  /** The scope that contains every other. */
  public static final String OWNER = "owner";

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** A caller as read back from the log, where only the name is kept. */
  public static Caller named(String name) {
    return new Caller(name, Set.of());
  }

  /**
   * Whether the scope is held, by itself, by {@code system:*} of its system, or by {@code owner}.
   */
  public boolean may(String scope) {
    if (scopes.contains(scope) || scopes.contains(OWNER)) return true;
    int colon = scope.indexOf(':');
    return colon > 0 && scopes.contains(scope.substring(0, colon) + ":*");
  }
}
