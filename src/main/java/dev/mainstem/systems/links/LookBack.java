package dev.mainstem.systems.links;

import dev.mainstem.kernel.Refusal;
import dev.mainstem.wire.http.Hindsight;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * Leads a link's owner where it led at an earlier time, and counts nothing. Asks the log and the
 * tables, so never on an event loop.
 */
final class LookBack {
  private static final String AS_OF = "asOf";

  private final Crossroads crossroads;
  private final Portraits portraits;
  private final Hindsight hindsight;

  LookBack(Crossroads crossroads, Portraits portraits, Hindsight hindsight) {
    this.crossroads = crossroads;
    this.portraits = portraits;
    this.hindsight = hindsight;
  }

  /**
   * What is answered.
   *
   * @param to where it led; empty if nowhere
   * @param status of a refusal; 404 if it led nowhere
   */
  record Answer(Optional<String> to, int status, String why) {
    /** On the request's event loop. */
    void answer(HttpServerRequest request, int redirect) {
      if (to.isPresent()) Replies.redirect(request, redirect, to.get());
      else Replies.plain(request, status, why);
    }
  }

  /** Whether somebody seems to look back. */
  static boolean wanted(Visit visit) {
    return visit.query().contains(AS_OF + "=");
  }

  /** Empty if a stranger asks, to whom the word means nothing here. */
  Optional<Answer> of(HttpServerRequest request, Visit visit) {
    var asOf = visit.parameters().get(AS_OF);
    if (asOf == null) return Optional.empty();
    try {
      return hindsight.of(request, asOf, "links:read").map(seen -> led(visit, seen));
    } catch (Refusal no) {
      var problem = no.problem();
      return Optional.of(
          new Answer(Optional.empty(), problem.kind().status(), problem.title() + ".\n"));
    }
  }

  private Answer led(Visit visit, Hindsight.Seen seen) {
    var link = crossroads.then(visit.host(), visit.path(), seen);
    if (link == null) return new Answer(Optional.empty(), 404, "It led nowhere then.\n");
    var sight = portraits.sight(visit, seen.at());
    var target = Rules.judge(link.key(), link.rules(), sight).target(link);
    return new Answer(Optional.of(Forwarding.location(link, target, "")), 0, "");
  }
}
