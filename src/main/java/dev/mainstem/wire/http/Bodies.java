package dev.mainstem.wire.http;

import dev.mainstem.kernel.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads bodies within bounds of size and time. */
final class Bodies {
  private Bodies() {}

  /**
   * What is read at most.
   *
   * @param bytes a longer body is refused
   * @param ms a body must have arrived in this time
   * @param room for all bodies together
   */
  record Bounds(int bytes, long ms, BodyRoom room) {
    /** The same for what is read where more is expected. */
    Bounds orLonger(int most) {
      return most <= bytes ? this : new Bounds(most, ms, room);
    }
  }

  /** The client went away or was too slow: there is nobody to answer. */
  static final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Gone() {
      super("client gone", null, false, false);
    }
  }

  static Future<Buffer> read(HttpServerRequest request, Bounds bounds) {
    var type = request.getHeader("Content-Type");
    if (!json(type)) return Future.failedFuture(HttpProblem.NOT_JSON.of(type));
    return bytes(request, bounds);
  }

  /** Whether this is JSON, or says nothing of itself. */
  static boolean json(String type) {
    return type == null || type.startsWith("application/json") || type.contains("+json");
  }

  /** A body of any type. */
  static Future<Buffer> bytes(HttpServerRequest request, Bounds bounds) {
    if (declared(request) > bounds.bytes()) {
      return Future.failedFuture(tooLarge(bounds));
    }
    Promise<Buffer> promise = Promise.promise();
    var body = Buffer.buffer();
    var place = bounds.room().place();
    // Until it is answered: what is made of a body is about as long.
    request.response().endHandler(answered -> place.leave());
    long deadline = System.nanoTime() + bounds.ms() * 1_000_000;
    request.handler(
        part -> {
          body.appendBuffer(part);
          // A client that sends nothing meets the idle timeout; one that sends a little, this.
          if (System.nanoTime() > deadline) promise.tryFail(new Gone());
          boolean longer = body.length() > bounds.bytes();
          if (!longer && place.take(part.length())) return;
          request.handler(rest -> {});
          promise.tryFail(longer ? tooLarge(bounds) : HttpProblem.NO_ROOM.refusal());
        });
    request.endHandler(
        end -> {
          // A connection keeps its last request, which must not keep what stood in its body.
          request.handler(null);
          promise.tryComplete(body);
        });
    request.exceptionHandler(
        gone -> {
          place.leave();
          promise.tryFail(new Gone());
        });
    return promise.future();
  }

  private static Refusal tooLarge(Bounds bounds) {
    return HttpProblem.BODY_TOO_LARGE.of(bounds.bytes() + " bytes");
  }

  private static long declared(HttpServerRequest request) {
    try {
      var length = request.getHeader("Content-Length");
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
