package dev.mainstem.app;

import dev.mainstem.engine.Doorway;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.systems.payments.Payments;
import dev.mainstem.systems.payments.Premises;
import dev.mainstem.systems.payments.ReconciliationDoor;
import dev.mainstem.systems.payments.RiskDoor;
import dev.mainstem.systems.payments.StripeDoor;
import dev.mainstem.systems.payments.Vault;
import dev.mainstem.systems.payments.acquirer.Acquirer;
import dev.mainstem.systems.payments.acquirer.HouseSimulator;
import dev.mainstem.systems.payments.acquirer.RemoteAcquirer;
import dev.mainstem.systems.payments.acquirer.SimulatorServer;
import dev.mainstem.wire.http.ForeignApi;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Payments, their vault, Stripe's API, and the simulated acquirer, here or elsewhere. */
final class PaymentsFitting implements Fitting {
  private final Vault vault;
  private final Payments payments;
  private final StripeDoor stripe;

  PaymentsFitting(Settings settings, Systems.Ground house) {
    var clock = InstantSource.system();
    vault = new Vault(house.seals(), house.strongbox("cards"), house.random(), clock);
    var site =
        new Premises(
            () -> house.address().apply("payments.stripe"),
            Duration.ofDays(settings.of(Catalogue.PAYMENTS_SETTLE_DAYS)));
    payments =
        new Payments(
            site,
            new Payments.Works(
                acquirer(settings, house),
                vault,
                house.seals(),
                house.outgoing(),
                house.secret().apply("payments"),
                clock.instant()));
    stripe = new StripeDoor(payments, house.random(), clock);
  }

  /** The simulator inside this process, unless another is named. */
  private static Acquirer acquirer(Settings settings, Systems.Ground house) {
    var url = settings.of(Catalogue.PAYMENTS_ACQUIRER_URL);
    var patience = Duration.ofMillis(settings.of(Catalogue.PAYMENTS_ACQUIRER_TIMEOUT_MS));
    if (!url.equals(Catalogue.NONE)) return new RemoteAcquirer(house.outgoing(), url, patience);
    return new HouseSimulator(
        (after, what) ->
            CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS)
                .execute(what));
  }

  /** Opens the simulated acquirer that is a process of its own; answers its port. */
  static int simulator(Path file, int port) {
    try {
      var opening = SimulatorServer.open(Vertx.vertx(FullHouse.options()), file, port);
      return opening.toCompletionStage().toCompletableFuture().join();
    } catch (IOException | CompletionException e) {
      throw new CannotStart("The simulated acquirer cannot start: " + e.getMessage());
    }
  }

  @Override
  public List<ForeignApi> foreign() {
    var clock = InstantSource.system();
    return List.of(new ReconciliationDoor(payments), new RiskDoor(payments, clock));
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

  Payments payments() {
    return payments;
  }

  /** Where other systems' doors put cards. */
  Vault vault() {
    return vault;
  }
}
