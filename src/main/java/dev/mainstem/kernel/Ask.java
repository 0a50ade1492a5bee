package dev.mainstem.kernel;

import java.util.Optional;

/** One request to a read route: who asks, and with which words. */
public interface Ask {
  Tenant tenant();

  Caller caller();

  /** A path parameter, percent-decoded. */
  String path(String name);

  /** A declared query parameter; empty if absent. */
  Optional<String> query(String name);

  /** {@code after} and {@code limit}, already checked. */
  Page page();
}
