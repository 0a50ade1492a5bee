package dev.mainstem.systems.checkout;

import dev.mainstem.engine.keys.Seals;
import dev.mainstem.engine.keys.Strongboxes;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.systems.notifications.Mailer;
import dev.mainstem.systems.notifications.Notifications;
import dev.mainstem.systems.payments.Payments;
import dev.mainstem.systems.payments.Vault;
import dev.mainstem.systems.payments.acquirer.Acquirer;
import dev.mainstem.systems.payments.acquirer.CardSecret;
import dev.mainstem.systems.payments.acquirer.HouseSimulator;
import dev.mainstem.systems.payments.acquirer.Operation;
import dev.mainstem.systems.payments.acquirer.Outcome;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The systems a purchase goes through, on one disk. */
final class Trio {
  final Checkout checkout = Counter.checkout();
  final Mute acquirer = new Mute();
  final Payments payments = payments(acquirer);
  final Notifications notifications = notifications();

  private static Payments payments(Acquirer acquirer) {
    var clock = InstantSource.system();
    var vault = new Vault(Seals.none(), Strongboxes.none(), new SecureRandom(), clock);
    var site =
        new dev.mainstem.systems.payments.Premises(() -> "http://127.0.0.1", Duration.ofDays(2));
    var works =
        new Payments.Works(
            acquirer, vault, Seals.none(), Counter.CLOSED, new byte[32], Instant.EPOCH);
    return new Payments(site, works);
  }

  private static Notifications notifications() {
    return new Notifications(
        new Notifications.Ground(
            Duration.ofHours(1),
            new byte[32],
            Counter.CLOSED,
            Mailer.closed(),
            Seals.none(),
            () -> "http://127.0.0.1",
            InstantSource.system()));
  }

  List<Subsystem<?>> all() {
    return List.of(notifications, payments, checkout);
  }

  /** The house's simulator, on a line that may be dead. */
  static final class Mute implements Acquirer {
    private final Acquirer simulator = new HouseSimulator((after, what) -> what.run());
    boolean mute;

    /** Operations by which money was set aside or taken. */
    final List<String> taken = new ArrayList<>();

    @Override
    public String name() {
      return simulator.name();
    }

    @Override
    public CompletionStage<Outcome> perform(Operation operation, Optional<CardSecret> card) {
      if (!mute) return simulator.perform(operation, card).thenApply(o -> noted(operation, o));
      return CompletableFuture.failedFuture(new IOException("the line is dead"));
    }

    private Outcome noted(Operation operation, Outcome outcome) {
      if (outcome.approved() && operation.firstHand()) taken.add(operation.reference());
      return outcome;
    }

    @Override
    public CompletionStage<Outcome> inquire(Operation operation, Optional<CardSecret> card) {
      if (!mute) return simulator.inquire(operation, card);
      return CompletableFuture.failedFuture(new IOException("the line is dead"));
    }
  }
}
