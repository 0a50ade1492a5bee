package dev.mainstem.wire.http;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The port that several verticles of one door bind together. Vert.x shares a listener among those
 * that ask for the same number; port 0 would give each its own, but a negative number means "any
 * free port, the same for all who say this number".
 */
public final class SharedPort {
  private SharedPort() {}

  /** What every verticle of one door asks for. */
  public static int of(int port) {
    return port == 0 ? -ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE) : port;
  }
}
