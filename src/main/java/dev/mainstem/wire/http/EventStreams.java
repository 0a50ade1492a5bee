package dev.mainstem.wire.http;

import dev.mainstem.engine.Feeds;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Function;

/** Opens server-sent event streams for routes of the house. */
public final class EventStreams {
  private final Streams streams;

  EventStreams(Streams streams) {
    this.streams = streams;
  }

  /**
   * Opens a stream on the request.
   *
   * @param shown what is sent for an event; null sends nothing
   */
  public void open(
      HttpServerRequest request, Feeds.Wanted wanted, Function<Feeds.Heard, Object> shown) {
    streams.open(request, wanted, shown);
  }
}
