package dev.mainstem.systems.payments.acquirer;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.delivery.Letter;
import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.engine.delivery.Receipt;
import dev.mainstem.engine.delivery.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * An acquirer over HTTP, as the simulator in a process of its own is one: {@code POST /operations}
 * does, {@code POST /inquiries} asks what came of it and closes what was not heard. Safe for all
 * threads.
 */
public final class RemoteAcquirer implements Acquirer {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final Codec codec = new Codec();
  private final Outgoing outgoing;
  private final String url;
  private final Duration patience;

  /**
   * @param url without a slash at its end
   * @param patience how long it may take to answer
   */
  public RemoteAcquirer(Outgoing outgoing, String url, Duration patience) {
    this.outgoing = outgoing;
    this.url = url;
    this.patience = patience;
  }

  @Override
  public String name() {
    return "acquirer at " + url;
  }

  @Override
  public CompletionStage<Outcome> perform(Operation operation, Optional<CardSecret> card) {
    return ask("/operations", operation, card);
  }

  @Override
  public CompletionStage<Outcome> inquire(Operation operation, Optional<CardSecret> card) {
    return ask("/inquiries", operation, Optional.empty());
  }

  private CompletionStage<Outcome> ask(
      String path, Operation operation, Optional<CardSecret> card) {
    var body = spliced(codec.toJson(Ask.of(operation)), card);
    var letter = new Letter(url + path, operation.reference(), JSON, body);
    return outgoing
        .post(letter, Signer.NONE)
        .thenApply(this::outcome)
        .toCompletableFuture()
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * The number is put in by hand: what writes JSON keeps its buffers, and with them the last card
   * that went through. It is digits only, as the vault has seen to.
   */
  private static byte[] spliced(byte[] json, Optional<CardSecret> card) {
    if (card.isEmpty()) return json;
    var number = "{\"number\":\"" + card.get().number() + "\",";
    var cvc = card.get().cvc().map(digits -> "\"cvc\":\"" + digits + "\",").orElse("");
    var head = (number + cvc).getBytes(StandardCharsets.US_ASCII);
    var whole = Arrays.copyOf(head, head.length + json.length - 1);
    System.arraycopy(json, 1, whole, head.length, json.length - 1);
    return whole;
  }

  private Outcome outcome(Receipt receipt) {
    if (receipt.status() != 200) {
      throw new UncheckedIOException(new IOException("the acquirer answered " + receipt.status()));
    }
    return codec.fromJson(Outcome.class, receipt.excerpt().getBytes(StandardCharsets.UTF_8));
  }

  /** What is sent; the number is there only where the card is needed. */
  record Ask(
      String reference,
      Operation.Kind kind,
      String original,
      long amount,
      String currency,
      String token,
      boolean authenticated,
      boolean offSession,
      Optional<String> number,
      Optional<String> cvc) {
    /** Without the card. */
    static Ask of(Operation operation) {
      return new Ask(
          operation.reference(),
          operation.kind(),
          operation.original(),
          operation.amount(),
          operation.currency(),
          operation.token(),
          operation.authenticated(),
          operation.offSession(),
          Optional.empty(),
          Optional.empty());
    }

    Operation operation(Behaviour behaviour, java.time.Instant at) {
      return new Operation(
          reference,
          kind,
          original,
          amount,
          currency,
          token,
          authenticated,
          offSession,
          at,
          behaviour);
    }

    Optional<CardSecret> card() {
      return number.map(digits -> new CardSecret(digits, cvc));
    }

    @Override
    public String toString() {
      return kind + " " + reference;
    }
  }
}
