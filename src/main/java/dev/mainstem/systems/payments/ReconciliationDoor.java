package dev.mainstem.systems.payments;

import dev.mainstem.wire.http.ForeignApi;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;

/** {@code POST /payments/reconciliations}: a question whose words stand in a body. */
public final class ReconciliationDoor implements ForeignApi {
  private final Payments payments;

  public ReconciliationDoor(Payments payments) {
    this.payments = payments;
  }

  @Override
  public String name() {
    return "payments";
  }

  @Override
  public void routes(Routes to) {
    to.post("/payments/reconciliations", this::reconcile).scope("payments:read");
  }

  private Future<Reply> reconcile(ForeignCall call) {
    var file = call.fill(Reconciliation.File.class, call.json());
    return call.read(payments, known -> Reply.of(200, Reconciliation.of(known, file)));
  }
}
