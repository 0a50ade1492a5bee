package dev.mainstem.systems.payments;

import dev.mainstem.engine.delivery.AddressGuard;
import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.engine.keys.Seals;
import dev.mainstem.engine.keys.Strongbox;
import dev.mainstem.systems.payments.acquirer.Acquirer;
import dev.mainstem.systems.payments.acquirer.HouseSimulator;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Payments as tests want it. */
final class HousePayments {
  static final Premises PREMISES = new Premises(() -> "http://127.0.0.1:12111", Duration.ofDays(2));

  private HousePayments() {}

  static Payments alone() {
    return with(
        new HouseSimulator((after, what) -> what.run()),
        dev.mainstem.engine.keys.Strongboxes.none());
  }

  static Payments with(Acquirer acquirer, Strongbox box) {
    var seals = Seals.none();
    var vault = new Vault(seals, box, new SecureRandom(), InstantSource.system());
    var closed = Outgoing.closed(new AddressGuard(List.of(), InetAddress::getAllByName));
    var works = new Payments.Works(acquirer, vault, seals, closed, new byte[32], Instant.MIN);
    return new Payments(PREMISES, works);
  }
}
