package dev.mainstem.shop;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import dev.mainstem.shop.Shop.Parcel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The outside world: ships, refuses, says it failed when it shipped, answers late, or never. It
 * survives the house's crashes, and knows a parcel it has shipped by the attempt's id. Owned by one
 * thread.
 */
public final class Carrier implements Effect<Parcel> {
  private final SplittableRandom random;
  private final List<CompletableFuture<Command<?, ?>>> late = new ArrayList<>();
  private final List<Command<?, ?>> lateAnswers = new ArrayList<>();
  private final Map<String, String> shipped = new HashMap<>();
  private boolean honest;
  private int attempts;

  public Carrier(long seed) {
    random = new SplittableRandom(seed);
  }

  /** From now on it ships at once and says so. */
  public void honest() {
    honest = true;
    answerLate();
  }

  /** Whose orders were shipped, by the attempt's id. */
  public Map<String, String> shipped() {
    return shipped;
  }

  public int attempts() {
    return attempts;
  }

  /** The house is gone; nobody waits for what was not answered yet. */
  public void forgotten() {
    late.clear();
    lateAnswers.clear();
  }

  public void answerLate() {
    var open = List.copyOf(late);
    var answers = List.copyOf(lateAnswers);
    forgotten();
    for (int i = 0; i < open.size(); i++) open.get(i).complete(answers.get(i));
  }

  @Override
  public CompletionStage<? extends Command<?, ?>> attempt(Parcel parcel, Attempt attempt) {
    attempts++;
    int mood = honest ? 0 : random.nextInt(10);
    if (mood < 3) return CompletableFuture.completedFuture(ship(parcel, attempt));
    if (mood < 5) return CompletableFuture.failedFuture(new IOException("out of order"));
    if (mood < 7) {
      ship(parcel, attempt);
      return CompletableFuture.failedFuture(new IOException("connection reset"));
    }
    var open = new CompletableFuture<Command<?, ?>>();
    if (mood < 9) {
      late.add(open);
      lateAnswers.add(ship(parcel, attempt));
    }
    return open;
  }

  private Command<?, ?> ship(Parcel parcel, Attempt attempt) {
    shipped.put(attempt.id(), attempt.tenant() + " " + parcel.order());
    return new Shop.MarkShipped(parcel.order());
  }
}
