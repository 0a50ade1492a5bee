package dev.mainstem.systems.payments;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.delivery.Letter;
import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.engine.delivery.Schedule;
import dev.mainstem.engine.delivery.Signer;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.payments.HookCommand.MarkWebhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells an endpoint what happened, as it was when it happened, signed as Stripe signs: {@code
 * t=…,v1=HMAC-SHA256(secret, t.body)}. Safe for all threads.
 */
final class WebhookEffect implements Effect<WebhookEffect.Job> {
  private static final Map<String, String> JSON =
      Map.of("Content-Type", "application/json; charset=utf-8");

  private static final Map<String, Object> NOTHING = Map.of();

  private final Codec codec = new Codec();
  private final Outgoing outgoing;
  private final Derived derived;
  private final Supplier<Payments> payments;

  /**
   * @param payments whose past is told
   */
  WebhookEffect(Outgoing outgoing, Derived derived, Supplier<Payments> payments) {
    this.outgoing = outgoing;
    this.derived = derived;
    this.payments = payments;
  }

  /**
   * A webhook to be sent.
   *
   * @param revision when what it tells happened
   */
  record Job(String delivery, Endpoint endpoint, Notice notice, long revision) {}

  @Override
  public CompletionStage<? extends Command<?, ?>> attempt(Job job, Attempt attempt) {
    // Looking back may read the disk.
    return CompletableFuture.supplyAsync(() -> body(job, attempt))
        .thenCompose(
            body -> {
              var letter = new Letter(job.endpoint().url(), job.notice().id(), JSON, body);
              return outgoing.deliver(letter, signer(attempt.tenant(), job.endpoint()));
            })
        .thenApply(r -> new MarkWebhook(job.delivery(), r.taken(), r.status()));
  }

  private byte[] body(Job job, Attempt attempt) {
    var before = job.notice().what().changes() ? thing(job, attempt, 1) : NOTHING;
    return look(
        job, attempt, 0, lookup -> codec.toJson(StripeEvents.shape(job.notice(), lookup, before)));
  }

  /** What it was so many events earlier. */
  private Map<String, Object> thing(Job job, Attempt attempt, int earlier) {
    return look(
        job, attempt, earlier, lookup -> lookup.find(job.notice().object()).orElse(NOTHING));
  }

  private <T> T look(Job job, Attempt attempt, int earlier, Function<StripeLookup, T> look) {
    var tenant = attempt.tenant();
    var at = job.revision() - earlier;
    return payments
        .get()
        .past()
        .read(
            payments.get(),
            tenant,
            at,
            (known, opener) ->
                look.apply(new StripeLookup(new StripeShapes(known, opener, derived, tenant))));
  }

  /** While a secret is rolled, with the old one, too, as Stripe does. */
  private Signer signer(Tenant tenant, Endpoint endpoint) {
    return (letter, now) ->
        Map.of(
            "Stripe-Signature", signature(derived.signingKeys(tenant, endpoint, now), letter, now));
  }

  private static String signature(List<String> secrets, Letter letter, Instant now) {
    var head = (now.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
    var signed = new byte[head.length + letter.body().length];
    System.arraycopy(head, 0, signed, 0, head.length);
    System.arraycopy(letter.body(), 0, signed, head.length, letter.body().length);
    var text = new StringBuilder("t=").append(now.getEpochSecond());
    for (var secret : secrets) {
      var key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
      text.append(",v1=").append(HexFormat.of().formatHex(Derived.hmac(key, signed)));
    }
    return text.toString();
  }

  @Override
  public Duration pause(int failed) {
    return Schedule.STANDARD_WEBHOOKS.pause(failed);
  }
}
