package dev.mainstem.app;

/** Why the house cannot start, in sentences for the person at the keyboard; no stack needed. */
final class CannotStart extends RuntimeException {
  private static final long serialVersionUID = 1;

  CannotStart(String why) {
    super(why, null, false, false);
  }
}
