package dev.mainstem.house;

import dev.mainstem.codec.Opening;
import dev.mainstem.engine.keys.Seals;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Tenant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A house under test makes its keystore after its systems are given to it. Safe once it is set. */
public final class LateSeals implements Seals {
  private volatile Seals house = Seals.none();

  /** From now on these seal, open and forget. */
  public void of(Seals seals) {
    house = seals;
  }

  @Override
  public <C extends Command<?, ?>> CompletionStage<C> seal(Tenant tenant, C command) {
    return house.seal(tenant, command);
  }

  @Override
  public <T> Optional<T> open(Sealed<T> box, Class<T> type) {
    return house.open(box, type);
  }

  @Override
  public String blind(Tenant tenant, String purpose, String text) {
    return house.blind(tenant, purpose, text);
  }

  @Override
  public byte[] blind(byte[] hash) {
    return house.blind(hash);
  }

  @Override
  public CompletionStage<Void> forget(Tenant tenant, String whom) {
    return house.forget(tenant, whom);
  }

  @Override
  public Opening opening(boolean memoryOnly) {
    return house.opening(memoryOnly);
  }
}
