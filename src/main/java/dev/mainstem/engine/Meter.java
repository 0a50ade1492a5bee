package dev.mainstem.engine;

/** A port: where the engine reports what it does. Called from many threads; must not block. */
public interface Meter {
  void decided(String system, Class<?> command, Answer answer);

  /** A decision that took longer than it should. */
  void slow(String system, Class<?> command, long nanos);

  /** A group became visible. */
  void folded(int commits, long nanos);

  /** Reports nothing. */
  Meter NONE =
      new Meter() {
        @Override
        public void decided(String system, Class<?> command, Answer answer) {}

        @Override
        public void slow(String system, Class<?> command, long nanos) {}

        @Override
        public void folded(int commits, long nanos) {}
      };
}
