package dev.mainstem.wire.http;

import io.vertx.core.Handler;

/** How a stream's events get to a client. Owned by the request's event loop. */
interface Pipe {
  /** Something a client may wait for, so that it knows the stream is open. */
  void welcome();

  /**
   * Sends an event; does nothing once the pipe is closed.
   *
   * @param kind the event's name without its system
   */
  void event(String id, String kind, String json);

  /** Sends something that means nothing, so that the connection is not taken for an idle one. */
  void beat();

  /** Says why nothing more comes, and closes. */
  void end(String reason);

  /** Whether what was sent has not left yet. Any thread. */
  boolean full();

  void whenDrained(Handler<Void> then);

  /** Told once, however the pipe was closed. */
  void whenClosed(Handler<Void> then);
}
