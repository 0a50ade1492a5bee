package dev.mainstem.wire.http;

import dev.mainstem.engine.Callers.Who;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * A route of the house itself rather than of a system: health, metrics, the event stream, the
 * console's own questions.
 *
 * @param path may have parameters in braces; their values are then among the request's
 * @param scope what the caller must hold; empty if anybody may ask
 * @param past whether it knows {@code ?asOf=}; where it does not, asking for it is refused, so that
 *     the present is never taken for the past
 */
public record HouseRoute(
    HttpMethod method, String path, Optional<String> scope, boolean past, Handler handler)
    implements Paths.Place {
  /** A route that knows the present only. */
  public HouseRoute(HttpMethod method, String path, Optional<String> scope, Handler handler) {
    this(method, path, scope, false, handler);
  }

  @Override
  public Line.Template template() {
    return new Line.Template(path);
  }

  /** Answers one request. Runs on the request's event loop and must not block. */
  public interface Handler {
    /**
     * Answers.
     *
     * @param who empty only where the route needs no scope
     * @param body empty for GET and HEAD
     */
    Future<Void> answer(HttpServerRequest request, Optional<Who> who, Buffer body);
  }

  /** A read that needs {@code house:read}. */
  public static HouseRoute read(String path, Handler handler) {
    return new HouseRoute(HttpMethod.GET, path, Optional.of("house:read"), handler);
  }

  /** The same, that also knows {@code ?asOf=}. */
  public static HouseRoute readThen(String path, Handler handler) {
    return new HouseRoute(HttpMethod.GET, path, Optional.of("house:read"), true, handler);
  }

  /** Something anybody may ask. */
  public static HouseRoute open(HttpMethod method, String path, Handler handler) {
    return new HouseRoute(method, path, Optional.empty(), handler);
  }
}
