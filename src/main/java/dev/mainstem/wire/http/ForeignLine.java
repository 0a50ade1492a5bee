package dev.mainstem.wire.http;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/** One line of a {@link ForeignApi}. Filled while the house opens, then only read. */
final class ForeignLine implements Paths.Place, ForeignApi.Route {
  private final ForeignApi api;
  private final HttpMethod method;
  private final Line.Template template;
  private final ForeignApi.Deed deed;
  private Optional<String> scope;
  private int longest;

  ForeignLine(ForeignApi api, HttpMethod method, String path, ForeignApi.Deed deed) {
    this.api = api;
    this.method = method;
    this.template = new Line.Template(path);
    this.deed = deed;
    this.scope = Optional.of(api.name() + (method == HttpMethod.GET ? ":read" : ":write"));
  }

  @Override
  public ForeignApi.Route scope(String scope) {
    this.scope = Optional.of(scope);
    return this;
  }

  @Override
  public ForeignApi.Route upTo(int bytes) {
    longest = bytes;
    return this;
  }

  @Override
  public ForeignApi.Route open() {
    scope = Optional.empty();
    return this;
  }

  @Override
  public HttpMethod method() {
    return method;
  }

  @Override
  public Line.Template template() {
    return template;
  }

  ForeignApi api() {
    return api;
  }

  ForeignApi.Deed deed() {
    return deed;
  }

  /** Its longest body, in bytes; 0 if that is the house's. */
  int longest() {
    return longest;
  }

  /** Empty if anybody may ask. */
  Optional<String> scope() {
    return scope;
  }
}
