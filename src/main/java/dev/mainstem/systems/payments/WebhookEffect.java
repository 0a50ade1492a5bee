package dev.mainstem.systems.payments;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.delivery.Letter;
import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.engine.delivery.Schedule;
import dev.mainstem.engine.delivery.Signer;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import dev.mainstem.systems.payments.HookCommand.MarkWebhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells an endpoint what happened, as it was when it happened, signed as Stripe signs: {@code
 * t=…,v1=HMAC-SHA256(secret, t.body)}. Safe for all threads.
 */
final class WebhookEffect implements Effect<WebhookEffect.Job> {
  private static final Map<String, String> JSON =
      Map.of("Content-Type", "application/json; charset=utf-8");

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
              var secret = derived.signingKey(attempt.tenant(), job.endpoint().id());
              var letter = new Letter(job.endpoint().url(), job.notice().id(), JSON, body);
              return outgoing.deliver(letter, signer(secret));
            })
        .thenApply(r -> new MarkWebhook(job.delivery(), r.taken(), r.status()));
  }

  private byte[] body(Job job, Attempt attempt) {
    var tenant = attempt.tenant();
    return payments
        .get()
        .past()
        .read(
            payments.get(),
            tenant,
            job.revision(),
            (known, opener) -> {
              var shapes = new StripeShapes(known, opener, derived, tenant);
              return codec.toJson(StripeEvents.shape(job.notice(), new StripeLookup(shapes)));
            });
  }

  static Signer signer(String secret) {
    return (letter, now) -> Map.of("Stripe-Signature", signature(secret, letter, now));
  }

  private static String signature(String secret, Letter letter, Instant now) {
    var head = (now.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
    var signed = new byte[head.length + letter.body().length];
    System.arraycopy(head, 0, signed, 0, head.length);
    System.arraycopy(letter.body(), 0, signed, head.length, letter.body().length);
    var key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    var mac = HexFormat.of().formatHex(Derived.hmac(key, signed));
    return "t=" + now.getEpochSecond() + ",v1=" + mac;
  }

  @Override
  public Duration pause(int failed) {
    return Schedule.STANDARD_WEBHOOKS.pause(failed);
  }
}
