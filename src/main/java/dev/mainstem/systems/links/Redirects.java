package dev.mainstem.systems.links;

import dev.mainstem.store.Miss;
import dev.mainstem.systems.links.Crossroads.Found;
import dev.mainstem.systems.links.Portraits.Came;
import dev.mainstem.systems.links.Rules.Verdict;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests at the redirect listener, on their event loop. A link without rules that memory
 * holds is answered there and then; rules, pictures and whatever memory does not hold are worked on
 * aside, by reader threads.
 */
final class Redirects {
  private static final Logger LOG = LoggerFactory.getLogger(Redirects.class);
  private static final String QR = "/qr-code";
  private static final String TRACK = "/track";
  private static final byte[] PIXEL =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==");

  private final Work work;
  private final RedirectDoor.Settings settings;

  /** What answers are made with. */
  record Work(
      Crossroads crossroads,
      LookBack lookBack,
      Clicks clicks,
      Turnstile turnstile,
      Portraits portraits,
      Executor readers,
      InstantSource clock,
      Site site) {}

  Redirects(Work work, RedirectDoor.Settings settings) {
    this.work = work;
    this.settings = settings;
  }

  void answer(HttpServerRequest request) {
    var visit = Visit.of(request, settings.forwarded());
    if (visit == null || visit.path().equals("favicon.ico")) {
      Replies.notFound(request);
    } else if (visit.path().equals("robots.txt")) {
      aside(
          request,
          () -> work.crossroads().robots(visit.host()),
          text -> Replies.send(request, "text/plain", text));
    } else if (visit.path().endsWith(QR)) {
      aside(
          request,
          () -> qr(visit),
          picture ->
              picture.ifPresentOrElse(
                  drawn -> Replies.send(request, drawn.type(), drawn.bytes()),
                  () -> Replies.notFound(request)));
    } else if (visit.path().endsWith(TRACK)) {
      find(request, base(visit, TRACK), found -> track(request, base(visit, TRACK), found));
    } else if (LookBack.wanted(visit)) {
      aside(
          request,
          () -> work.lookBack().of(request, visit),
          seen ->
              seen.ifPresentOrElse(
                  then -> then.answer(request, settings.status()),
                  () -> find(request, visit, found -> follow(request, visit, found))));
    } else {
      find(request, visit, found -> follow(request, visit, found));
    }
  }

  private static Visit base(Visit visit, String ending) {
    return visit.at(visit.path().substring(0, visit.path().length() - ending.length()));
  }

  private void find(HttpServerRequest request, Visit visit, Consumer<Found> then) {
    try {
      then.accept(work.crossroads().find(visit.host(), visit.path(), true));
    } catch (Miss elsewhere) {
      aside(request, () -> work.crossroads().find(visit.host(), visit.path(), false), then);
    }
  }

  private void follow(HttpServerRequest request, Visit visit, Found found) {
    var link = found.link();
    if (link == null) {
      astray(request, visit, found);
    } else if (link.rules().isEmpty()) {
      lead(request, visit, found, new Verdict(Rules.NONE, true));
    } else {
      aside(request, () -> judge(visit, link), verdict -> lead(request, visit, found, verdict));
    }
  }

  private Verdict judge(Visit visit, Link link) {
    var sight = work.portraits().sight(visit, work.clock().instant());
    return Rules.judge(link.key(), link.rules(), sight);
  }

  private void lead(HttpServerRequest request, Visit visit, Found found, Verdict verdict) {
    var link = found.link();
    var to = Forwarding.location(link, verdict.target(link), visit.query());
    var came = new Came(visit, link.key(), verdict.rule(), to, work.clock().instant());
    Runnable on = () -> Replies.redirect(request, settings.status(), to);
    if (link.limits().exact() && visit.counts()) {
      var ways = new Turnstile.Ways(on, () -> shut(request, visit));
      work.turnstile().pass(request, found.tenant(), came, ways);
    } else {
      counted(request, found, came, on);
    }
  }

  /**
   * Answers once there is room to count it; what is answered is counted, and at risk before anybody
   * has the answer.
   */
  private void counted(HttpServerRequest request, Found found, Came came, Runnable answer) {
    if (!came.visit().counts()) {
      answer.run();
      return;
    }
    boolean taken =
        work.clicks()
            .whenRoom(
                () -> {
                  work.clicks().add(found.tenant(), came);
                  answer.run();
                });
    if (!taken) Replies.tooMuch(request);
  }

  private void shut(HttpServerRequest request, Visit visit) {
    Supplier<Found> closed = () -> work.crossroads().closed(visit.host(), visit.path());
    aside(request, closed, found -> astray(request, visit, found));
  }

  /** Which of missing, closed, used up and retired it is, is not told. */
  private void astray(HttpServerRequest request, Visit visit, Found found) {
    var what = found.orphan();
    var to = found.fallbacks().of(what);
    var key = LinkKey.of(found.key().domain(), what);
    var came = new Came(visit, key, Rules.NONE, to.orElse(""), work.clock().instant());
    counted(
        request,
        found,
        came,
        () ->
            to.ifPresentOrElse(
                target -> Replies.redirect(request, settings.status(), target),
                () -> Replies.notFound(request)));
  }

  /** Counts like a visit and leads nowhere; nobody is told whether there is such a link. */
  private void track(HttpServerRequest request, Visit visit, Found found) {
    Runnable answer =
        () -> {
          request.response().putHeader("Cache-Control", "no-store");
          Replies.send(request, "image/gif", PIXEL);
        };
    var came = new Came(visit, found.key(), Rules.NONE, "", work.clock().instant());
    if (found.link() == null) answer.run();
    else counted(request, found, came, answer);
  }

  private Optional<Qr.Picture> qr(Visit visit) {
    var link = work.crossroads().any(visit.host(), base(visit, QR).path());
    if (link == null) return Optional.empty();
    return Optional.of(Qr.of(visit.parameters()).drawn(work.site().shortUrl(link.key())));
  }

  private <T> void aside(HttpServerRequest request, Supplier<T> make, Consumer<T> then) {
    var context = Vertx.currentContext();
    try {
      work.readers()
          .execute(
              () -> {
                try {
                  T made = make.get();
                  context.runOnContext(back -> then.accept(made));
                } catch (RuntimeException bug) {
                  LOG.error("{} met a bug", request.path(), bug);
                  context.runOnContext(
                      back -> Replies.plain(request, 500, "This request met a bug.\n"));
                }
              });
    } catch (RejectedExecutionException full) {
      Replies.tooMuch(request);
    }
  }
}
