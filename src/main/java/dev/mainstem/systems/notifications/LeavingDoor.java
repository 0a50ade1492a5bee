package dev.mainstem.systems.notifications;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Bus;
import dev.mainstem.kernel.Caller;
import dev.mainstem.systems.notifications.PersonCommand.SetPreference;
import dev.mainstem.systems.notifications.Unsubscribing.Wish;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/**
 * Where a mail's reader says that they want no more of its kind (RFC 8058): anybody may, who has
 * the signed word. A look at the page changes nothing, since programs look at all links of a mail.
 */
final class LeavingDoor {
  private static final String PAGE =
      """
      <!doctype html><html lang="en"><meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Unsubscribe</title>
      <body style="font-family:sans-serif;max-width:30rem;margin:4rem auto;padding:0 1rem">
      %s
      """;
  private static final String FORM =
      """
      <h1>Unsubscribe?</h1><p>You will get no more mail of this kind.</p>
      <form method="post"><button style="font-size:1rem;padding:.5rem 1rem">Unsubscribe</button>
      </form>
      """;
  private static final String DONE = "<h1>Done</h1><p>You will get no more mail of this kind.</p>";
  private static final int BODY_BYTES = 4_096;

  private final NtfyDoor.Ground ground;

  LeavingDoor(NtfyDoor.Ground ground) {
    this.ground = ground;
  }

  private Wish wish(String token) {
    return ground.system().unsubscribing().read(token).orElseThrow(NtfyProblem.NOT_FOUND::no);
  }

  Future<Void> ask(HttpServerRequest request, String token) {
    wish(token);
    request.resume();
    return page(request, FORM);
  }

  Future<Void> leave(HttpServerRequest request, String token) {
    var wish = wish(token);
    var command = new SetPreference(wish.person(), wish.scope(), Channel.EMAIL, false);
    var from = Asked.From.outside(wish.tenant(), Caller.named("unsubscribe"), "");
    return NtfyBody.inMemory(request, BODY_BYTES)
        .compose(
            read ->
                ground.bus().ask("notifications", command, Bus.Terms.<NotificationTables>of(from)))
        .compose(
            answer -> {
              if (answer instanceof Answer.Refused no) {
                throw NtfyProblem.of(no.problem(), no.detail());
              }
              return page(request, DONE);
            });
  }

  private static Future<Void> page(HttpServerRequest request, String body) {
    return request
        .response()
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .putHeader(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
        .putHeader("Referrer-Policy", "no-referrer")
        .end(PAGE.formatted(body));
  }
}
