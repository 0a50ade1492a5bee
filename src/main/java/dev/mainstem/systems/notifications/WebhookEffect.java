package dev.mainstem.systems.notifications;

import dev.mainstem.engine.delivery.Letter;
import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.engine.delivery.Receipt;
import dev.mainstem.engine.delivery.Signer;
import dev.mainstem.engine.delivery.StandardWebhooks;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import dev.mainstem.systems.notifications.Attempt.Outcome;
import dev.mainstem.systems.notifications.WebhookCommand.RecordAttempts;
import dev.mainstem.systems.notifications.WebhookEvent.Dispatched;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends a batch to an endpoint, and tells what came of each message. It fails only if that is not
 * known in time; then the batch is sent again, under the same ids. Safe for all threads.
 */
final class WebhookEffect implements Effect<WebhookEffect.Batch> {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int SAID = 1_000;

  private final Outgoing outgoing;
  private final WebhookKeys keys;
  private final InstantSource clock;

  WebhookEffect(Outgoing outgoing, WebhookKeys keys, InstantSource clock) {
    this.outgoing = outgoing;
    this.keys = keys;
    this.clock = clock;
  }

  /** What is to be sent to whom. */
  record Batch(Endpoint endpoint, String id, List<Announcement> announcements) {
    /** Null if there is nobody to send it to any more. */
    static Batch of(NotificationTables known, Dispatched event) {
      var endpoint = known.endpoints.find(event.endpoint());
      var messages = event.messages().stream().flatMap(m -> known.announcements.find(m).stream());
      return endpoint.map(to -> new Batch(to, event.batch(), messages.toList())).orElse(null);
    }
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  @Override
  public CompletionStage<? extends Command<?, ?>> attempt(Batch batch, Effect.Attempt attempt) {
    var endpoint = batch.endpoint();
    var signing = keys.signing(attempt.tenant(), endpoint, clock.instant());
    var signer = new StandardWebhooks(signing);
    var sent = batch.announcements().stream().map(each -> send(endpoint, each, signer)).toList();
    return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
        .thenApply(
            all -> {
              var outcomes = sent.stream().map(CompletableFuture::join).toList();
              return new RecordAttempts(endpoint.id(), batch.id(), outcomes);
            });
  }

  private CompletableFuture<Outcome> send(Endpoint to, Announcement announcement, Signer signer) {
    var letter = new Letter(to.url(), announcement.id(), JSON, Payload.of(announcement));
    return outgoing
        .post(letter, signer)
        .handle((receipt, why) -> outcome(announcement.id(), receipt, why))
        .toCompletableFuture();
  }

  private static Outcome outcome(String message, Receipt receipt, Throwable why) {
    if (receipt == null) return new Outcome(message, 0, 0, said(why), Optional.empty());
    var wish = receipt.retryAfter().map(Duration::toSeconds);
    return new Outcome(message, receipt.status(), receipt.tookMs(), receipt.excerpt(), wish);
  }

  private static String said(Throwable why) {
    var cause = why.getCause() == null ? why : why.getCause();
    var text = cause.toString();
    return text.substring(0, Math.min(SAID, text.length()));
  }
}
