package dev.mainstem.wire.http;

import dev.mainstem.engine.Callers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signing the console in and out: {@code POST /session} with a key, {@code DELETE /session}. */
final class SessionRoutes {
  private final Callers callers;
  private final Sessions sessions;
  private final Readers readers;
  private final Works works;

  /** What is sent to sign in. */
  record SignIn(@Size(min = 1, max = 200) String key) {}

  SessionRoutes(Callers callers, Sessions sessions, Readers readers, Works works) {
    this.callers = callers;
    this.sessions = sessions;
    this.readers = readers;
    this.works = works;
  }

  List<HouseRoute> routes() {
    return List.of(
        HouseRoute.open(HttpMethod.POST, "/session", this::open),
        HouseRoute.open(HttpMethod.DELETE, "/session", this::close));
  }

  private Future<Void> open(HttpServerRequest request, Optional<Callers.Who> who, Buffer body) {
    var key = works.codec().fill(SignIn.class, Map.of(), body.getBytes(), false).key();
    return readers
        .read(memoryOnly -> callers.byKey(key, memoryOnly))
        .map(
            found -> {
              if (found.isEmpty()) throw HttpProblem.BAD_CREDENTIALS.refusal();
              var value = sessions.open(callers.hash(key));
              cookie(request, value, Sessions.LIFE.toSeconds());
              return null;
            });
  }

  private Future<Void> close(HttpServerRequest request, Optional<Callers.Who> who, Buffer body) {
    cookie(request, "", 0);
    return Future.succeededFuture();
  }

  private static void cookie(HttpServerRequest request, String value, long seconds) {
    var cookie =
        Cookie.cookie(Sessions.COOKIE, value)
            .setHttpOnly(true)
            .setSameSite(CookieSameSite.STRICT)
            .setSecure(request.isSSL())
            .setPath("/")
            .setMaxAge(seconds);
    request.response().addCookie(cookie).setStatusCode(204).end();
  }
}
