package dev.mainstem.systems.checkout;

import dev.mainstem.engine.Answer;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Completes sessions for agents. The command only begins it; the answer waits until the saga has
 * come to something, and for {@link #PATIENCE} at most, looking at the published tables. Owned by
 * the request's event loop.
 */
final class AcpCompletion {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final long FIRST_LOOK_MS = 4;
  private static final long LONGEST_PAUSE_MS = 100;

  private final Checkout checkout;
  private final AcpRequests requests;
  private final AcpSessions sessions;
  private final InstantSource clock;

  AcpCompletion(
      Checkout checkout, AcpRequests requests, AcpSessions sessions, InstantSource clock) {
    this.checkout = checkout;
    this.requests = requests;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** A session, with its order if it has one; empty if there is none. */
  Optional<Map<String, Object>> shape(CheckoutTables known, String id) {
    if (!known.sessions.has(id)) return Optional.empty();
    var now = clock.instant();
    var quote = known.quote(id, now);
    var shape = sessions.shape(quote, known.shop(), now);
    var placed = known.orders.find(quote.session().order());
    if (placed.isPresent()) shape.put("order", sessions.order(quote.session(), placed));
    return Optional.of(shape);
  }

  Future<Reply> complete(ForeignCall call) {
    var asked = requests.completing(call);
    return call.ask(checkout, asked).compose(answer -> begun(call, asked, answer));
  }

  private Future<Reply> begun(ForeignCall call, CartCommand.Complete asked, Answer answer) {
    if (answer instanceof Answer.Refused no) return Future.succeededFuture(AcpProblem.of(no));
    var quote = (Quote) ((Answer.Done) answer).value();
    if (quote.session().state() == Session.State.OPEN) {
      return Future.succeededFuture(AcpProblem.of(AcpProblem.PRICE_CHANGED, "", "/totals"));
    }
    if (quote.session().asked() && asked.proved().isEmpty()) {
      return Future.succeededFuture(
          AcpProblem.of(AcpProblem.REQUIRES_3DS, "", "/authentication_result"));
    }
    Promise<Reply> promise = Promise.promise();
    int attempt = quote.session().attempt().orElseThrow().number();
    look(new Wait(call, attempt, clock.instant().plus(PATIENCE), promise), FIRST_LOOK_MS);
    return promise.future();
  }

  /** Somebody who waits for what an attempt comes to. */
  private record Wait(ForeignCall call, int attempt, Instant until, Promise<Reply> promise) {}

  private void look(Wait wait, long pauseMs) {
    var id = wait.call().path("id");
    wait.call()
        .read(checkout, known -> looked(known, id, wait))
        .onFailure(wait.promise()::fail)
        .onSuccess(
            reply -> {
              if (reply.isPresent()) wait.promise().complete(reply.get());
              else later(wait, Math.min(LONGEST_PAUSE_MS, pauseMs * 2));
            });
  }

  private void later(Wait wait, long pauseMs) {
    Vertx.currentContext().owner().setTimer(pauseMs, fired -> look(wait, pauseMs));
  }

  /** Empty as long as there is hope for more. */
  private Optional<Reply> looked(CheckoutTables known, String id, Wait wait) {
    var session = known.sessions.find(id);
    // Tables may be read a moment before they show what was just decided.
    boolean behind =
        session.flatMap(Session::attempt).filter(a -> a.number() >= wait.attempt()).isEmpty();
    boolean patient = clock.instant().isBefore(wait.until());
    if (behind) return patient ? Optional.empty() : Optional.of(AcpProblem.lost());
    return switch (session.orElseThrow().state()) {
      case COMPLETED, REVIEW, AUTHENTICATION -> Optional.of(withOrder(known, id));
      case COMPLETING -> patient ? Optional.empty() : Optional.of(withOrder(known, id));
      case CANCELED -> Optional.of(AcpProblem.of(AcpProblem.NOT_IN_TIME.refusal()));
      case OPEN -> session.get().trouble().map(AcpProblem::of);
    };
  }

  private Reply withOrder(CheckoutTables known, String id) {
    var session = known.sessions.get(id);
    var shape = shape(known, id).orElseThrow();
    shape.put("order", sessions.order(session, known.orders.find(session.order())));
    return Reply.of(200, shape);
  }
}
