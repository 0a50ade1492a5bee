package dev.mainstem.wire.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;

/**
 * A stream over a WebSocket (RFC 6455): each event is a text message, {@code
 * {"id":…,"event":…,"data":…}}. A client that sends messages is closed with 1008, as nobody
 * listens.
 */
final class WebSocketPipe implements Pipe {
  private static final short POLICY = 1008;
  private static final short TRY_AGAIN_LATER = 1013;
  private static final int REASON_BYTES = 123;
  private static final Buffer NOTHING = Buffer.buffer();

  private final ServerWebSocket socket;

  WebSocketPipe(ServerWebSocket socket) {
    this.socket = socket;
    socket.handler(message -> socket.close(POLICY, "this stream only tells"));
  }

  @Override
  public void welcome() {
    socket.writePing(NOTHING);
  }

  @Override
  public void event(String id, String kind, String json) {
    if (socket.isClosed()) return;
    socket.writeTextMessage(
        "{\"id\":\"" + id + "\",\"event\":\"" + kind + "\",\"data\":" + json + "}");
  }

  @Override
  public void beat() {
    if (!socket.isClosed()) socket.writePing(NOTHING);
  }

  @Override
  public void end(String reason) {
    if (socket.isClosed()) return;
    socket.close(TRY_AGAIN_LATER, reason.substring(0, Math.min(reason.length(), REASON_BYTES / 3)));
  }

  @Override
  public boolean full() {
    return socket.writeQueueFull();
  }

  @Override
  public void whenDrained(Handler<Void> then) {
    socket.drainHandler(then);
  }

  @Override
  public void whenClosed(Handler<Void> then) {
    socket.closeHandler(then);
  }
}
