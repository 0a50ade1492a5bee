package dev.mainstem.app;

import dev.mainstem.kernel.Subsystem;
import java.security.SecureRandom;
import java.util.List;

/** Every system of the house, for tests that hold for all of them. */
public final class Index {
  private Index() {}

  public static List<Subsystem<?>> systems() {
    return new Systems(door -> "http://127.0.0.1:8090", purpose -> new byte[32], new SecureRandom())
        .all();
  }
}
