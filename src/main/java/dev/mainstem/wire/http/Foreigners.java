package dev.mainstem.wire.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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

  /** Answers the request, if it is one of theirs. */
  boolean answer(HttpServerRequest request) {
    var match = paths.find(request.path());
    var line = match.line(request.method());
    if (line != null) {
      new ForeignExchange(door, request, line, match.named(line)).run();
      return true;
    }
    for (var api : apis) {
      if (api.root().isEmpty() || !request.path().startsWith(api.root())) continue;
      var no = ForeignExchange.no(request, nothingThere(request, match));
      ForeignExchange.refuse(door, request, api.refused(no, request::getParam));
      return true;
    }
    return false;
  }

  private static RuntimeException nothingThere(
      HttpServerRequest request, Paths.Match<ForeignLine> match) {
    if (match.methods().isEmpty()) return HttpProblem.NO_SUCH_PATH.of(request.path());
    var methods = match.methods().stream().map(HttpMethod::name).sorted();
    request.response().putHeader("Allow", methods.collect(Collectors.joining(", ")));
    return HttpProblem.NO_SUCH_METHOD.of(request.method().name());
  }
}
