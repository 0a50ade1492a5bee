package dev.mainstem.app;

import dev.mainstem.engine.Demo;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.systems.checkout.AcpDoor;
import dev.mainstem.systems.checkout.Checkout;
import dev.mainstem.systems.checkout.Premises;
import dev.mainstem.systems.checkout.ShopDemo;
import dev.mainstem.wire.http.ForeignApi;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Checkout, and the door that agents buy through. */
final class CheckoutFitting implements Fitting {
  private final Checkout checkout;
  private final PaymentsFitting payments;

  CheckoutFitting(Systems.Ground house, PaymentsFitting payments) {
    this.payments = payments;
    checkout =
        new Checkout(
            new Premises(
                house.outgoing(),
                house.seals(),
                () -> house.address().apply("http"),
                house.random(),
                house.secret().apply("checkout")));
  }

  @Override
  public Subsystem<?> system() {
    return checkout;
  }

  @Override
  public List<ForeignApi> foreign() {
    return List.of(
        new AcpDoor(checkout, payments.payments(), payments.vault(), InstantSource.system()));
  }

  @Override
  public Map<String, Supplier<Demo>> demos(Systems.Stand on) {
    var clock = InstantSource.system();
    return Map.of("shop", () -> new ShopDemo(checkout, on.engine().store(), on.bus(), clock));
  }
}
