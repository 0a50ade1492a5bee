package dev.mainstem.systems.notifications;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * One open stream of a topic or several. It has a cursor, the number of the last message it was
 * given, and no queue: while it is up with the rest it is handed each message as it comes; once its
 * connection is full it is behind, and reads from the tables until it is up again. So a slow one
 * costs nobody anything. Owned by the request's event loop.
 */
final class Subscriber {
  private final Want want;
  private final NtfyPipe pipe;
  private final LongFunction<Future<Backlog>> read;
  private State state = State.READING;
  private long cursor;
  private long heard;
  private boolean stuck;
  private boolean gone;

  private enum State {
    UP,
    READING,
    BEHIND,
    CLOSED
  }

  /** What somebody wants to be given, and how. */
  record Want(List<String> topics, NtfyFormat format, NtfyShape.Filter filter, NtfySince since) {
    boolean takes(Message message) {
      return filter.passes(message) && since.holds(message);
    }
  }

  /**
   * @param read reads what was given out after a number
   */
  Subscriber(Want want, NtfyPipe pipe, LongFunction<Future<Backlog>> read) {
    this.want = want;
    this.pipe = pipe;
    this.read = read;
  }

  List<String> topics() {
    return want.topics();
  }

  /** Begins after a message; what came since the tables were read is read again. */
  void begin(long after) {
    cursor = after;
    pipe.whenDrained(
        () -> {
          if (state == State.BEHIND) catchUp();
        });
    catchUp();
  }

  private void catchUp() {
    state = State.READING;
    read.apply(cursor).onSuccess(this::take).onFailure(why -> pipe.end());
  }

  private void take(Backlog backlog) {
    if (state == State.CLOSED) return;
    for (var message : backlog.messages()) give(message);
    cursor = Math.max(cursor, backlog.to());
    if (pipe.full()) state = State.BEHIND;
    else if (backlog.more() || heard > cursor) catchUp();
    else state = State.UP;
  }

  /** A message was given out just now. */
  void hear(Told told) {
    long n = told.message().n();
    heard = Math.max(heard, n);
    if (state != State.UP || n > 0 && n <= cursor) return;
    if (pipe.full()) {
      state = State.BEHIND;
      return;
    }
    if (want.takes(told.message())) pipe.write(told.as(want.format()));
    cursor = Math.max(cursor, n);
  }

  void give(Message message) {
    if (want.takes(message)) tell(NtfyShape.of(message));
  }

  void tell(Map<String, Object> shape) {
    pipe.write(want.format().of(shape));
  }

  /** Every so often: shows that the stream lives, and ends one that nobody reads. */
  void beat(Map<String, Object> keepalive) {
    boolean full = pipe.full();
    if (full && stuck) {
      pipe.end();
    } else if (!full) {
      if (want.format() == NtfyFormat.WS) pipe.ping();
      else tell(keepalive);
    }
    stuck = full;
  }

  void end() {
    pipe.end();
  }

  void close() {
    state = State.CLOSED;
  }

  /** Whether it was taken off the lists before; from now on it is. */
  boolean gone() {
    boolean before = gone;
    gone = true;
    return before;
  }
}
