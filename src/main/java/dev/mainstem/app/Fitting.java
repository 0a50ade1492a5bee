package dev.mainstem.app;

import dev.mainstem.engine.Demo;
import dev.mainstem.engine.Doorway;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.wire.http.ForeignApi;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A system as it is put into this house: what it is made with, and what it brings beside itself.
 */
interface Fitting {
  Subsystem<?> system();

  /** APIs of other designs on the main listener. */
  default List<ForeignApi> foreign() {
    return List.of();
  }

  /** Listeners of its own. */
  default List<Doorway> doors(Systems.Stand on) {
    return List.of();
  }

  /** What it can show, by name. */
  default Map<String, Supplier<Demo>> demos(Systems.Stand on) {
    return Map.of();
  }

  /** Of a system that brings nothing but itself. */
  static Fitting of(Subsystem<?> system) {
    return () -> system;
  }
}
