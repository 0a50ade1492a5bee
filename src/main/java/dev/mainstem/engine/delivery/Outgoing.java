package dev.mainstem.engine.delivery;

import dev.mainstem.kernel.Effect;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The way out of the house, for effects that call other people's servers. A house that runs has a
 * {@link Delivery}; one that is only looked after, or is simulated, is {@link #closed}.
 */
public interface Outgoing {
  /** Checks an address at a door; see {@link AddressGuard#check}. */
  URI check(String url, String pointer);

  /**
   * Sends a letter, once. Fails if there is no answer, with a {@link dev.mainstem.kernel.Refusal}
   * if calls may not go there; an answer that says no is a receipt.
   */
  CompletionStage<Receipt> post(Letter letter, Signer signer);

  /**
   * The same, for effects that only want to know that it was taken: fails with {@link Effect.Later}
   * if the other side says when to come again, and with its answer otherwise.
   */
  default CompletionStage<Receipt> deliver(Letter letter, Signer signer) {
    return post(letter, signer).thenApply(Outgoing::taken);
  }

  private static Receipt taken(Receipt receipt) {
    if (receipt.taken() || receipt.gone()) return receipt;
    var why = "answered " + receipt.status() + " " + receipt.excerpt();
    throw new Effect.Later(why.strip(), receipt.retryAfter().orElse(Duration.ZERO));
  }

  /** Checks addresses, and sends nothing: every attempt fails. */
  static Outgoing closed(AddressGuard guard) {
    return new Outgoing() {
      @Override
      public URI check(String url, String pointer) {
        return guard.check(url, pointer);
      }

      @Override
      public CompletionStage<Receipt> post(Letter letter, Signer signer) {
        return CompletableFuture.failedFuture(new IOException("nothing leaves this house"));
      }
    };
  }
}
