package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.payments.IntentCommand.Authenticate;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a payer proves who they are: the simulator's page in place of a bank's. Who has its address
 * may answer; it cannot be guessed, and is good once.
 */
final class ChallengePage {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <title>3-D Secure simulator</title>
      <style>body{font:16px system-ui;margin:3rem auto;max-width:28rem;padding:0 1rem}
      button{font:inherit;padding:.6rem 1rem;margin-right:.5rem}</style>
      <h1>3-D Secure simulator</h1>
      %s
      </html>
      """;
  private static final String FORM =
      """
      <p>A bank would ask here whether it is you who pays. This is a simulator: say it yourself.</p>
      <form method="post">
      <button name="outcome" value="complete">Complete authentication</button>
      <button name="outcome" value="fail">Fail authentication</button>
      </form>
      """;

  private final StripeDesk desk;

  ChallengePage(StripeDesk desk) {
    this.desk = desk;
  }

  Future<Reply> show(ForeignCall call) {
    return asked(call).map(own -> page(200, FORM));
  }

  /** The same call by whoever is asked there. */
  private Future<ForeignCall> asked(ForeignCall call) {
    var anybody = call.by(Tenant.LOCAL, new Caller("payer", Set.of()));
    return anybody
        .read(desk.payments(), known -> known.challenged.holder(call.path("challenge")))
        .map(
            holder ->
                holder
                    .map(tenant -> call.by(tenant, new Caller("payer", Set.of())))
                    .orElseThrow(PaymentProblem.NO_SUCH_CHALLENGE::refusal));
  }

  Future<Reply> answer(ForeignCall call) {
    boolean passed = Params.of(call).need("outcome").equals("complete");
    var challenge = call.path("challenge");
    return asked(call)
        .compose(
            own ->
                own.want(desk.payments(), new Authenticate(challenge, passed))
                    .compose(
                        done -> own.read(desk.payments(), known -> known.challenges.get(challenge)))
                    .compose(where -> over(own, where.about())));
  }

  private Future<Reply> over(ForeignCall own, String about) {
    return desk.settled(own, about, known -> waits(known, about))
        .compose(done -> own.read(desk.payments(), known -> back(known, own.tenant(), about)))
        .map(url -> url.map(ChallengePage::redirect).orElseGet(() -> page(200, "<p>Done.</p>")));
  }

  private static boolean waits(PaymentTables known, String about) {
    var status =
        known
            .intents
            .find(about)
            .map(Intent::status)
            .or(() -> known.setups.find(about).map(Setup::status));
    return status.filter(Intent.Status.PROCESSING::equals).isPresent();
  }

  /** Where the payer goes now, with what Stripe adds to it. */
  private Optional<String> back(PaymentTables known, Tenant tenant, String about) {
    var intent = known.intents.find(about);
    var url =
        intent
            .flatMap(i -> i.terms().returnUrl())
            .or(() -> known.setups.find(about).flatMap(s -> s.wanted().returnUrl()));
    boolean failed =
        intent.map(i -> i.failure().isPresent() || i.canceled().isPresent()).orElse(false)
            || known.setups.find(about).flatMap(Setup::failure).isPresent();
    var kind = intent.isPresent() ? "payment_intent" : "setup_intent";
    var query =
        "%s=%s&%s_client_secret=%s&redirect_status=%s"
            .formatted(
                kind,
                about,
                kind,
                desk.derived().clientSecret(tenant, about),
                failed ? "failed" : "succeeded");
    return url.filter(u -> u.matches("https?://[^\\s\"<>]+")).map(u -> with(u, query));
  }

  /** Before the fragment, which is for the page there. */
  private static String with(String url, String query) {
    int hash = url.indexOf('#');
    var bare = hash < 0 ? url : url.substring(0, hash);
    var fragment = hash < 0 ? "" : url.substring(hash);
    return bare + (bare.contains("?") ? "&" : "?") + query + fragment;
  }

  private static Reply redirect(String url) {
    return new Reply(303, "text/html", new byte[0], Map.of("Location", url));
  }

  private static Reply page(int status, String body) {
    var html = PAGE.formatted(body).getBytes(StandardCharsets.UTF_8);
    var headers =
        Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; form-action *",
            "Referrer-Policy",
            "no-referrer");
    return new Reply(status, "text/html; charset=utf-8", html, headers);
  }
}
