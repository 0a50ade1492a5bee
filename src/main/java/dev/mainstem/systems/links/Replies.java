package dev.mainstem.systems.links;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Answers of the redirect listener. On the event loop of the request. */
final class Replies {
  private Replies() {}

  static void tooMuch(HttpServerRequest request) {
    request.response().putHeader("Retry-After", "1");
    plain(request, 503, "Too much is asked at once.\n");
  }

  static void send(HttpServerRequest request, String type, byte[] body) {
    request.response().putHeader("Content-Type", type).end(Buffer.buffer(body));
  }

  /** A redirect that every visit asks for anew, so that it is counted and none is stale. */
  static void redirect(HttpServerRequest request, int status, String to) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Location", to)
        .putHeader("Cache-Control", "private,max-age=0")
        .end();
  }

  static void notFound(HttpServerRequest request) {
    plain(request, 404, "There is no such link.\n");
  }

  static void plain(HttpServerRequest request, int status, String text) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .end(text);
  }
}
