package dev.mainstem.app;

import dev.mainstem.engine.Doorway;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.systems.payments.Payments;
import dev.mainstem.systems.payments.Premises;
import dev.mainstem.systems.payments.StripeDoor;
import dev.mainstem.systems.payments.Vault;
import dev.mainstem.systems.payments.acquirer.HouseSimulator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Payments, their vault, and the simulated acquirer in this process. */
final class PaymentsFitting implements Fitting {
  private final Vault vault;
  private final Payments payments;
  private final StripeDoor stripe;

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
        new Payments(
            site,
            new Payments.Works(
                simulator,
                vault,
                house.seals(),
                house.outgoing(),
                house.secret().apply("payments"),
                clock.instant()));
    stripe = new StripeDoor(payments, house.random(), clock);
  }

  @Override
  public Subsystem<?> system() {
    return payments;
  }

  @Override
  public List<Doorway> doors(Systems.Stand on) {
    payments.past().of(on.engine().store());
    return List.of(on.http().beside("payments.stripe", stripe));
  }

  /** Where other systems' doors put cards. */
  Vault vault() {
    return vault;
  }
}
