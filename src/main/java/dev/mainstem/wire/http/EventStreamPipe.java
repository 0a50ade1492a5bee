package dev.mainstem.wire.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;

/** Server-sent events (WHATWG HTML, 9.2). */
final class EventStreamPipe implements Pipe {
  private final HttpServerResponse response;

  EventStreamPipe(HttpServerResponse response) {
    this.response = response;
  }

  @Override
  public void welcome() {
    response.setChunked(true);
    response.write(": welcome\n\n");
  }

  @Override
  public void event(String id, String kind, String json) {
    if (over()) return;
    response.write("id: " + id + "\nevent: " + kind + "\ndata: " + json + "\n\n");
  }

  private boolean over() {
    return response.closed() || response.ended();
  }

  @Override
  public void beat() {
    if (!over()) response.write(": beat\n\n");
  }

  @Override
  public void end(String reason) {
    if (!over()) response.end("event: end\ndata: " + reason + "\n\n");
  }

  @Override
  public boolean full() {
    return response.writeQueueFull();
  }

  @Override
  public void whenDrained(Handler<Void> then) {
    response.drainHandler(then);
  }

  @Override
  public void whenClosed(Handler<Void> then) {
    response.closeHandler(then);
  }
}
