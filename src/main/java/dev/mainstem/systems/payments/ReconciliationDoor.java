package dev.mainstem.systems.payments;

import dev.mainstem.wire.http.ForeignApi;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;

/**
 * {@code POST /payments/reconciliations}: a question whose words stand in a body, which is as long
 * as a day's settlements.
 */
public final class ReconciliationDoor implements ForeignApi {
  /** 50,000 lines and more. */
  private static final int LONGEST = 16 << 20;

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
    to.post("/payments/reconciliations", this::reconcile).scope("payments:read").upTo(LONGEST);
  }

  private Future<Reply> reconcile(ForeignCall call) {
    return call.aside(() -> call.fill(Reconciliation.File.class, call.json()))
        .compose(file -> call.study(payments, known -> Reconciliation.of(known, file)))
        .map(found -> Reply.of(200, found));
  }
}
