package dev.mainstem.systems.links;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Bus;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.links.LinkCommand.CountVisit;
import dev.mainstem.systems.links.Portraits.Came;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets visitors through one by one where not one too many may follow a link: the writer is asked
 * before each answer, and counts whom it lets through. How many may wait is bounded by the writer's
 * inbox and the readers' queue. Safe for all threads.
 */
final class Turnstile {
  private static final Logger LOG = LoggerFactory.getLogger(Turnstile.class);

  private final Bus bus;
  private final Portraits portraits;
  private final Site site;
  private final Executor readers;

  /** Where a visitor is let to. */
  record Ways(Runnable on, Runnable shut) {}

  Turnstile(Bus bus, Portraits portraits, Site site, Executor readers) {
    this.bus = bus;
    this.portraits = portraits;
    this.site = site;
    this.readers = readers;
  }

  /** Called on the request's event loop, and goes on there. */
  void pass(HttpServerRequest request, Tenant tenant, Came came, Ways ways) {
    var context = Vertx.currentContext();
    try {
      Promise<Boolean> promise = Promise.promise();
      readers.execute(() -> asked(tenant, came).onComplete(promise));
      promise.future().onComplete(may -> on(context, request, may.result(), ways));
    } catch (RejectedExecutionException full) {
      Replies.tooMuch(request);
    }
  }

  private static void on(Context context, HttpServerRequest request, Boolean may, Ways ways) {
    context.runOnContext(
        back -> {
          if (may == null) Replies.tooMuch(request);
          else if (may) ways.on().run();
          else ways.shut().run();
        });
  }

  /** Null if nobody can say. */
  private Future<Boolean> asked(Tenant tenant, Came came) {
    try {
      var click = portraits.of(came, site.address(came.link()), false);
      var from = Asked.From.outside(tenant, Caller.named("redirect"), "");
      return bus.ask("links", new CountVisit(click), Bus.Terms.of(from))
          .map(answer -> answer instanceof Answer.Done done ? (Boolean) done.value() : null);
    } catch (RuntimeException bug) {
      LOG.error("a visit cannot be made out", bug);
      return Future.succeededFuture();
    }
  }
}
