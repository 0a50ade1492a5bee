package dev.mainstem.app;

import dev.mainstem.codec.Opening;
import dev.mainstem.engine.keys.Seals;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Tenant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Without keys, for houses that hold nobody's: whoever is to be forgotten is. */
final class Forgetful implements Seals {
  private final Seals none = Seals.none();

  @Override
  public <C extends Command<?, ?>> CompletionStage<C> seal(Tenant tenant, C command) {
    return none.seal(tenant, command);
  }

  @Override
  public <T> Optional<T> open(Sealed<T> sealed, Class<T> type) {
    return none.open(sealed, type);
  }

  @Override
  public String blind(Tenant tenant, String purpose, String text) {
    return none.blind(tenant, purpose, text);
  }

  @Override
  public byte[] blind(byte[] hash) {
    return none.blind(hash);
  }

  @Override
  public CompletionStage<Void> forget(Tenant tenant, String whom) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Opening opening(boolean memoryOnly) {
    return none.opening(memoryOnly);
  }
}
