package dev.mainstem.wire.http;

import dev.mainstem.engine.Callers.Who;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who asks at a listener of a system's own, whose protocol shows keys in its own way. As at the
 * main door, whoever comes over loopback needs none until the first is issued; pages of other sites
 * and names this house does not go by are nobody. Safe for all threads.
 */
public final class Visitors {
  private final Credentials credentials;

  Visitors(Credentials credentials) {
    this.credentials = credentials;
  }

  /** Finds out who shows this key; asked on a reader thread if memory cannot tell. */
  public Function<Boolean, Optional<Who>> of(HttpServerRequest request, Optional<String> key) {
    return memoryOnly -> {
      if (key.isEmpty() && !credentials.knownHost(request)) return Optional.empty();
      return credentials.of(request, key, memoryOnly);
    };
  }
}
