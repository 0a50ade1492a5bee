package dev.mainstem.engine.keys;

import dev.mainstem.codec.Opening;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Personal;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Tenant;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Of a house that has no keys, and is only looked after. */
final class NoSeals implements Seals {
  @Override
  public <C extends Command<?, ?>> CompletionStage<C> seal(Tenant tenant, C command) {
    return command instanceof Personal ? nothing() : CompletableFuture.completedFuture(command);
  }

  @Override
  public <T> Optional<T> open(Sealed<T> box, Class<T> type) {
    return Optional.empty();
  }

  @Override
  public String blind(Tenant tenant, String purpose, String text) {
    return "";
  }

  @Override
  public byte[] blind(byte[] hash) {
    return hash;
  }

  @Override
  public CompletionStage<Void> forget(Tenant tenant, String whom) {
    return nothing();
  }

  @Override
  public Opening opening(boolean memoryOnly) {
    return box -> Optional.empty();
  }

  private static <T> CompletionStage<T> nothing() {
    return CompletableFuture.failedFuture(new IOException("this house has no keys"));
  }
}
