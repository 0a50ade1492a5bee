package dev.mainstem.app;

/** How a door stands after the start. */
sealed interface DoorState {
  /**
   * Bound, at the address clients use.
   *
   * @param address such as {@code http://127.0.0.1:8080}, with the port that was really taken
   */
  record Open(String address) implements DoorState {}

  /** Disabled or busy; the others are open all the same. */
  record Down(String reason) implements DoorState {}
}
