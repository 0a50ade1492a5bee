package dev.mainstem.store;

/** The tables cannot be read or written. Fatal to the store: what is durable is in the journals. */
public final class StoreBroken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreBroken(String what) {
    super(what);
  }

  StoreBroken(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
  }
}
