package dev.mainstem.store;

import java.util.Optional;

/** A port: tables that were made again as of a moment behind the horizon. Safe for all threads. */
public interface Earlier {
  /** Nothing was made. */
  Earlier NONE = asOf -> Optional.empty();

  /** Tables that stand where this says, to be given back when they were read. */
  Optional<Lent> of(AsOf asOf);

  /** Tables that stay open until they are given back. */
  interface Lent extends AutoCloseable {
    Store store();

    @Override
    void close();
  }
}
