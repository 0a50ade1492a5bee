package dev.mainstem.systems.payments;

import dev.mainstem.engine.keys.Seals;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.AsOf;
import dev.mainstem.store.Store;
import dev.mainstem.wire.http.ForeignCall.Opener;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What things were like when they happened, for webhooks. There is none until the house is open.
 * Safe for all threads; may read the disk.
 */
public final class Past {
  private final AtomicReference<Store> store = new AtomicReference<>();
  private final Seals seals;

  Past(Seals seals) {
    this.seals = seals;
  }

  /** The house's tables, once they are open. */
  public void of(Store tables) {
    store.set(tables);
  }

  /** What is looked at. */
  interface Look<T> {
    T at(PaymentTables known, Opener opener);
  }

  /**
   * @param revision of a row that was written then
   */
  <T> T read(Payments payments, Tenant tenant, long revision, Look<T> look) {
    var tables = store.get();
    if (tables == null) throw new IllegalStateException("the house is not open yet");
    var then = new Position(JournalSpec.MAIN, revision);
    boolean past = tables.visible(JournalSpec.MAIN) > revision;
    var asOf = past ? Optional.of(AsOf.of(then)) : Optional.<AsOf>empty();
    var opener =
        new Opener() {
          @Override
          public <V> Optional<V> open(Sealed<V> sealed, Class<V> type) {
            return seals.open(sealed, type);
          }
        };
    return tables.read(
        payments, new Store.Reader(tenant, asOf, false), known -> look.at(known, opener));
  }
}
