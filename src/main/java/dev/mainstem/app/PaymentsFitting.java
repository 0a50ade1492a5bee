package dev.mainstem.app;

import dev.mainstem.kernel.Subsystem;
import dev.mainstem.systems.payments.Payments;
import dev.mainstem.systems.payments.Premises;
import dev.mainstem.systems.payments.Vault;
import dev.mainstem.systems.payments.acquirer.HouseSimulator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Payments, their vault, and the simulated acquirer in this process. */
final class PaymentsFitting implements Fitting {
  private final Vault vault;
  private final Payments payments;

  PaymentsFitting(Settings settings, Systems.Ground house) {
    var clock = InstantSource.system();
    vault = new Vault(house.seals(), house.strongbox("cards"), house.random(), clock);
    var simulator =
        new HouseSimulator(
            (after, what) ->
                CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(what));
    var site =
        new Premises(
            () -> house.address().apply("payments.stripe"),
            Duration.ofDays(settings.of(Catalogue.PAYMENTS_SETTLE_DAYS)));
    payments =
        new Payments(site, new Payments.Works(simulator, vault, house.seals(), clock.instant()));
  }

  @Override
  public Subsystem<?> system() {
    return payments;
  }

  Payments payments() {
    return payments;
  }

  /** Where other systems' doors put cards. */
  Vault vault() {
    return vault;
  }
}
