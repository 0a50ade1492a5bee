package dev.mainstem.app;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One life of the house: doors.json away, house up, doors.json there, "ready"; then down again
 * within five seconds. Started by the main thread, closed by whoever is first: the shutdown hook,
 * or a start that failed.
 */
final class Lifecycle implements AutoCloseable {
  /** SIGTERM promises five seconds; what is left of them is for the JVM itself. */
  static final Duration LIMIT = Duration.ofMillis(4800);

  private static final Duration DRAIN = Duration.ofMillis(4500);

  private final DataDir data;
  private final House house;
  private final PrintStream out;
  private final AtomicBoolean closed = new AtomicBoolean();

  Lifecycle(DataDir data, House house, PrintStream out) {
    this.data = data;
    this.house = house;
    this.out = out;
  }

  /**
   * Starts the house and tells where it is to be found.
   *
   * @throws CannotStart if the door {@code http} is not open; any other may be down
   */
  void open() {
    var file = new Doors(data.path());
    file.forget();
    try {
      var doors = house.start();
      if (doors.get(Catalogue.HTTP.name()) instanceof DoorState.Down down) {
        throw new CannotStart("The door http cannot be opened: " + down.reason() + ".");
      }
      file.publish(doors);
      print(doors);
    } catch (RuntimeException e) {
      try {
        close();
      } catch (RuntimeException alsoBroken) {
        e.addSuppressed(alsoBroken);
      }
      throw e;
    }
  }

  private void print(Map<String, DoorState> doors) {
    out.println("data in " + data.path());
    doors.forEach((name, state) -> out.println(name + " " + words(state)));
    out.println("ready");
    out.flush();
  }

  private static String words(DoorState state) {
    if (state instanceof DoorState.Down down) return "is down: " + down.reason();
    return "on " + ((DoorState.Open) state).address();
  }

  /** For the shutdown hook: closes, and gives up on a house that does not keep its time. */
  void closeWithin(Duration limit) {
    var closer = new Thread(this::close, "close");
    closer.setDaemon(true);
    closer.start();
    try {
      closer.join(limit.toMillis());
      if (closer.isAlive()) out.println("not everything was closed in time; leaving all the same");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) return;
    try {
      house.stop(DRAIN);
    } finally {
      data.close();
    }
  }
}
