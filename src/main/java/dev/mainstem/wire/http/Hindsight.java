package dev.mainstem.wire.http;

import dev.mainstem.engine.Engine;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.AsOf;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code ?asOf=} at a listener of a system's own, where most who ask are strangers: for them it is
 * a word like any other, and only who shows a key that may read is shown an earlier time. Safe for
 * all threads but event loops: it may read the log.
 */
public final class Hindsight {
  private final Engine engine;
  private final Credentials credentials;

  Hindsight(Engine engine, Credentials credentials) {
    this.engine = engine;
    this.credentials = credentials;
  }

  /**
   * What somebody may see.
   *
   * @param tenant whose
   * @param then the state of the tables
   * @param at the time it stands for; now, if a position was asked for
   */
  public record Seen(Tenant tenant, AsOf then, Instant at) {}

  /**
   * Empty if a stranger asks.
   *
   * @param asOf what the request says
   * @param scope what a key must be good for
   * @throws dev.mainstem.kernel.Refusal if the key is not good, or there is no such time
   */
  public Optional<Seen> of(HttpServerRequest request, String asOf, String scope) {
    var key = Credentials.key(request::getHeader);
    var who = credentials.of(request, key, false).filter(w -> w.caller().may(scope));
    if (who.isEmpty()) return Optional.empty();
    var when = When.parse(asOf);
    var at = when instanceof When.Then then ? then.time() : engine.now();
    return When.resolve(Optional.of(when), engine, false)
        .map(state -> new Seen(who.get().tenant(), state, at));
  }
}
