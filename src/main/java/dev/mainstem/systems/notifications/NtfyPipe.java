package dev.mainstem.systems.notifications;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;

/** How what is written to a stream gets to its subscriber. Owned by the request's event loop. */
interface NtfyPipe {
  void write(String text);

  /** Something that means nothing, where the stream itself has nothing of the kind. */
  void ping();

  void end();

  /** Whether what was written has not left yet. */
  boolean full();

  void whenDrained(Runnable then);

  /** Told once, however the pipe was closed. */
  void whenClosed(Runnable then);

  /** The body of an answer that has no end. */
  record Body(HttpServerResponse response) implements NtfyPipe {
    @Override
    public void write(String text) {
      if (!response.closed() && !response.ended()) response.write(text);
    }

    /** A keepalive message does it. */
    @Override
    public void ping() {}

    @Override
    public void end() {
      if (!response.closed() && !response.ended()) response.end();
    }

    @Override
    public boolean full() {
      return response.writeQueueFull();
    }

    @Override
    public void whenDrained(Runnable then) {
      response.drainHandler(drained -> then.run());
    }

    @Override
    public void whenClosed(Runnable then) {
      response.exceptionHandler(broken -> {});
      response.closeHandler(closed -> then.run());
    }
  }

  /** A WebSocket (RFC 6455), a message a frame. */
  record Socket(ServerWebSocket socket) implements NtfyPipe {
    @Override
    public void write(String text) {
      if (!socket.isClosed()) socket.writeTextMessage(text);
    }

    @Override
    public void ping() {
      if (!socket.isClosed()) socket.writePing(io.vertx.core.buffer.Buffer.buffer("ntfy"));
    }

    @Override
    public void end() {
      if (!socket.isClosed()) socket.close();
    }

    @Override
    public boolean full() {
      return socket.writeQueueFull();
    }

    @Override
    public void whenDrained(Runnable then) {
      socket.drainHandler(drained -> then.run());
    }

    @Override
    public void whenClosed(Runnable then) {
      socket.exceptionHandler(broken -> {});
      socket.closeHandler(closed -> then.run());
    }
  }
}
