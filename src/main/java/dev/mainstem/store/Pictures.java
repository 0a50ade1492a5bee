package dev.mainstem.store;

import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.kernel.View;

/** A port: where readers find what views look like. Safe for all threads. */
public interface Pictures {
  Problem NOT_KEPT = Problem.invalid("as-of-not-kept", "This is only known as it is now");

  /** Of tables that have no present. */
  Pictures NONE =
      new Pictures() {
        @Override
        public <P> P of(Wanted<P> wanted, boolean memoryOnly) {
          throw NOT_KEPT.at("/asOf", wanted.view().name());
        }
      };

  /**
   * What a view looks like at a position of its journal or a later one.
   *
   * @throws Miss with {@code memoryOnly}, if that must be waited for
   * @throws dev.mainstem.kernel.Refusal if it is not to be had
   */
  <P> P of(Wanted<P> wanted, boolean memoryOnly);

  /** Whose view is wanted, and how new at least. */
  record Wanted<P>(String system, View<P> view, Tenant tenant, long position) {}
}
