package dev.mainstem.wire.http;

import dev.mainstem.codec.BadInput;
import dev.mainstem.engine.HouseProblem;
import dev.mainstem.kernel.Refusal;
import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what went wrong before a system was asked into an answer. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  static void answer(Reply reply, HttpServerRequest request, Throwable why) {
    if (why instanceof Refusal refusal) {
      reply.problem(request, HouseProblem.HOUSE, refusal);
    } else if (why instanceof BadInput bad) {
      reply.problem(request, bad);
    } else if (why instanceof Bodies.Gone) {
      request.connection().close();
    } else if (request.response().closed()) {
      LOG.debug("{} {}: who asked has left", request.method(), request.path());
    } else {
      LOG.error("{} {} met a bug", request.method(), request.path(), why);
      reply.problem(request, HouseProblem.BROKEN, "");
    }
  }
}
