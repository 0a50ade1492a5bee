package dev.mainstem.wire.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Closes connections on which nothing is being answered and no request begins, though something
 * trickles in, such as the rest of a body nobody wants: to the idle timeout that is life. Owned by
 * one event loop.
 */
final class Watch {
  /** The status of an answer that makes a connection something else. */
  static final int UPGRADED = 101;

  private static final int MOST_QUIET_ROUNDS = 2;

  private final Map<HttpConnection, Seen> open = new IdentityHashMap<>();

  private static final class Seen {
    private HttpServerRequest last;
    private HttpServerRequest lastRound;
    private int quietRounds;

    boolean quiet() {
      boolean answering = last != null && answering(last.response());
      boolean moved = answering || last != lastRound;
      lastRound = last;
      quietRounds = moved ? 0 : quietRounds + 1;
      return quietRounds >= MOST_QUIET_ROUNDS;
    }

    /** What has become a WebSocket is answered until it is closed. */
    private static boolean answering(HttpServerResponse response) {
      return response.getStatusCode() == UPGRADED || !response.ended() && !response.closed();
    }
  }

  void opened(HttpConnection connection) {
    open.put(connection, new Seen());
  }

  void closed(HttpConnection connection) {
    open.remove(connection);
  }

  /** A request's head has come in whole. */
  void began(HttpServerRequest request) {
    var seen = open.get(request.connection());
    if (seen != null) seen.last = request;
  }

  /** Looks at every connection; to be called twice per idle timeout. */
  void round() {
    var quiet = new ArrayList<HttpConnection>();
    open.forEach(
        (connection, seen) -> {
          if (seen.quiet()) quiet.add(connection);
        });
    quiet.forEach(HttpConnection::close);
  }
}
