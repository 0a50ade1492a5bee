package dev.mainstem.log;

/** A cursor over the frames of a journal. Not thread-safe: it belongs to whoever asked for it. */
public interface Tail extends AutoCloseable {
  /**
   * The next visible frame, never a marker; null when there is none yet.
   *
   * @throws LogCorrupt if what is stored there cannot be what was written
   */
  Frame next();

  @Override
  void close();
}
