package dev.mainstem.wire.http;

import static java.util.stream.Collectors.joining;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All foreign APIs of the main listener. Filled while the house opens, then only read. */
final class Foreigners {
  private final Rooms door;
  private final Paths<ForeignLine> paths = new Paths<>();
  private final List<ForeignApi> apis = new ArrayList<>();

  Foreigners(Rooms door) {
    this.door = door;
  }

  void add(ForeignApi api) {
    apis.add(api);
    api.routes(new Table(api));
  }

  private final class Table implements ForeignApi.Routes {
    private final ForeignApi api;

    Table(ForeignApi api) {
      this.api = api;
    }

    private ForeignApi.Route line(HttpMethod method, String path, ForeignApi.Deed deed) {
      var line = new ForeignLine(api, method, path, deed);
      paths.add(line);
      return line;
    }

    @Override
    public ForeignApi.Route get(String path, ForeignApi.Deed deed) {
      return line(HttpMethod.GET, path, deed);
    }

    @Override
    public ForeignApi.Route post(String path, ForeignApi.Deed deed) {
      return line(HttpMethod.POST, path, deed);
    }

    @Override
    public ForeignApi.Route put(String path, ForeignApi.Deed deed) {
      return line(HttpMethod.PUT, path, deed);
    }

    @Override
    public ForeignApi.Route patch(String path, ForeignApi.Deed deed) {
      return line(HttpMethod.PATCH, path, deed);
    }

    @Override
    public ForeignApi.Route delete(String path, ForeignApi.Deed deed) {
      return line(HttpMethod.DELETE, path, deed);
    }
  }

  /** Whether a page of another site may ask this. */
  boolean openToPages(HttpServerRequest request) {
    return below(request).filter(ForeignApi::openToPages).isPresent();
  }

  private Optional<ForeignApi> below(HttpServerRequest request) {
    var path = request.path();
    if (path == null) return Optional.empty();
    for (var api : apis) {
      if (!api.root().isEmpty() && path.startsWith(api.root())) return Optional.of(api);
    }
    return Optional.empty();
  }

  /** Answers the request, if it is one of theirs. */
  boolean answer(HttpServerRequest request) {
    var match = paths.find(request.path());
    if (openToPages(request)) {
      request.response().putHeader("Access-Control-Allow-Origin", "*");
      if (request.method() == HttpMethod.OPTIONS) {
        preflight(request, match);
        return true;
      }
    }
    var line = match.line(request.method());
    if (line != null) {
      echo(request, line.api());
      new ForeignExchange(door, request, line, match.named(line)).run();
      return true;
    }
    var api = below(request);
    if (api.isEmpty()) return false;
    echo(request, api.get());
    var no = ForeignExchange.no(request, nothingThere(request, match));
    ForeignExchange.refuse(door, request, api.get().refused(no, request::getParam));
    return true;
  }

  private static void echo(HttpServerRequest request, ForeignApi api) {
    for (var name : api.echoed()) {
      var value = request.getHeader(name);
      if (value != null) request.response().putHeader(name, value);
    }
  }

  /**
   * What a browser asks before it lets a page ask. Any header may come: none but the key means
   * anything, and no cookie is sent along.
   */
  private void preflight(HttpServerRequest request, Paths.Match<ForeignLine> match) {
    var headers = request.getHeader("Access-Control-Request-Headers");
    if (headers != null) request.response().putHeader("Access-Control-Allow-Headers", headers);
    request
        .response()
        .putHeader("Access-Control-Allow-Methods", methods(match))
        .putHeader("Access-Control-Max-Age", "3600")
        .putHeader("Vary", "Access-Control-Request-Headers");
    door.reply().nothing(request, 204);
  }

  private static String methods(Paths.Match<ForeignLine> match) {
    return match.methods().stream().map(HttpMethod::name).sorted().collect(joining(", "));
  }

  private static RuntimeException nothingThere(
      HttpServerRequest request, Paths.Match<ForeignLine> match) {
    if (match.methods().isEmpty()) return HttpProblem.NO_SUCH_PATH.of(request.path());
    request.response().putHeader("Allow", methods(match));
    return HttpProblem.NO_SUCH_METHOD.of(request.method().name());
  }
}
