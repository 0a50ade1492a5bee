package dev.mainstem.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done behind a journal's back: the next segment filled with zeros at a low rate, sidecars
 * stored. All of it can be done without, so a failure here is said and forgotten. The work runs on
 * the executor, one piece at a time; {@link #take} is called by the committer.
 */
final class Filler {
  private static final Logger LOG = LoggerFactory.getLogger(Filler.class);
  private static final int CHUNK = 1 << 20;
  private static final long PAUSE_NANOS = 10_000_000;

  private final Place place;
  private final Executor executor;
  private final AtomicReference<Path> ready = new AtomicReference<>();
  private volatile boolean filling;
  private volatile boolean closed;

  Filler(Place place, Executor executor) {
    this.place = place;
    this.executor = executor;
  }

  /** The filled file, if it is ready; it is the caller's from now on. */
  Optional<Path> take() {
    return Optional.ofNullable(ready.getAndSet(null));
  }

  /** Has the next file filled, unless one is ready or on its way. */
  void fill(long bytes) {
    if (filling || ready.get() != null || Space.low(place, bytes)) return;
    filling = true;
    executor.execute(
        () -> {
          try {
            write(bytes);
          } catch (IOException e) {
            LOG.warn("journal {}: no segment filled ahead: {}", place.spec().name(), e.toString());
          } finally {
            filling = false;
          }
        });
  }

  private void write(long bytes) throws IOException {
    var path = place.dir().resolve("next.tmp");
    var zeros = ByteBuffer.allocateDirect(CHUNK);
    try (var file = place.disk().create(path)) {
      for (long at = 0; at < bytes; at += CHUNK) {
        if (closed) return;
        zeros.clear().limit((int) Math.min(CHUNK, bytes - at));
        file.write(zeros, at);
        file.force(false);
        if (!place.settings().stepped()) LockSupport.parkNanos(PAUSE_NANOS);
      }
      file.force(true);
    }
    ready.set(path);
  }

  /** Has the index of a sealed segment stored. It is not forced: it can be rebuilt. */
  void store(Segment segment, Recovery.Found found) {
    executor.execute(
        () -> {
          try (var file = place.disk().create(segment.sidecar())) {
            file.write(segment.index().encode(segment.header().id(), found), 0);
          } catch (IOException e) {
            LOG.warn("journal {}: no index stored: {}", place.spec().name(), e.toString());
          }
        });
  }

  /** The stored index of a segment, if it is there and intact. */
  static Optional<SparseIndex.Stored> stored(Disk disk, Segment segment) throws IOException {
    if (!disk.exists(segment.sidecar())) return Optional.empty();
    try (var file = disk.read(segment.sidecar())) {
      var bytes = new byte[(int) Math.min(file.length(), FrameFormat.FRAME_MAX)];
      file.read(ByteBuffer.wrap(bytes), 0);
      return SparseIndex.decode(bytes, segment.header().id());
    }
  }

  void close() {
    closed = true;
  }
}
