package dev.mainstem.shop;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A carrier that does what the test says, and ships when nothing is said. */
final class Scripted implements Effect<Shop.Parcel> {
  final Queue<CompletionStage<Command<?, ?>>> said = new ArrayDeque<>();
  Duration patience = Duration.ofSeconds(30);
  int attempts;
  String lastId = "";
  int lastNumber;

  @Override
  public CompletionStage<? extends Command<?, ?>> attempt(Shop.Parcel parcel, Attempt attempt) {
    attempts++;
    lastId = attempt.id();
    lastNumber = attempt.number();
    var next = said.poll();
    if (next != null) return next;
    return CompletableFuture.completedFuture(new Shop.MarkShipped(parcel.order()));
  }

  @Override
  public Duration pause(int failed) {
    return failed >= 3 ? null : Duration.ofSeconds(failed);
  }

  @Override
  public Duration patience() {
    return patience;
  }

  void fails(int times) {
    for (int i = 0; i < times; i++) {
      said.add(CompletableFuture.failedFuture(new IOException("out of order")));
    }
  }
}
