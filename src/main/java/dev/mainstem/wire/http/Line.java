package dev.mainstem.wire.http;

import dev.mainstem.kernel.Ask;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * One line of a system's route table. Filled while the house opens, then only read.
 *
 * @param <S> the system's tables
 */
final class Line<S extends Tables> implements Routes.Route, Paths.Place {
  private final Subsystem<S> system;
  private final HttpMethod method;
  private final Template template;
  private final Deed<S> deed;
  private final Map<String, String> queries = new LinkedHashMap<>();
  private String scope;
  private String created = "";
  private String summary = "";
  private boolean list;
  private Optional<Class<?>> shows = Optional.empty();

  /** What a line does. */
  sealed interface Deed<S extends Tables> {}

  record Reads<S extends Tables>(Routes.Read<S> read) implements Deed<S> {}

  /** Tells the history of the thing whose id stands in the path. */
  record Tells<S extends Tables>() implements Deed<S> {}

  record Asks<S extends Tables>(Class<? extends Command<S, ?>> command) implements Deed<S> {}

  record Turns<S extends Tables, B>(Class<B> body, BiFunction<Ask, B, Routes.Turn<?>> door)
      implements Deed<S> {}

  record Streams<S extends Tables, E extends Event<S>>(
      Class<E> event, BiFunction<E, Ask, Object> shown) implements Deed<S> {}

  Line(Subsystem<S> system, HttpMethod method, String path, Deed<S> deed) {
    this.system = system;
    this.method = method;
    this.template = new Template(path);
    this.deed = deed;
    boolean reads = !(deed instanceof Asks || deed instanceof Turns);
    this.scope = system.name() + (reads ? ":read" : ":write");
    if (deed instanceof Streams)
      queries.put("after", "a position; what came after it is told first");
  }

  @Override
  public Line<S> created(String location) {
    created = location;
    return this;
  }

  @Override
  public Line<S> scope(String scope) {
    this.scope = scope;
    return this;
  }

  @Override
  public Line<S> query(String name, String meaning) {
    queries.put(name, meaning);
    return this;
  }

  @Override
  public Line<S> shows(Class<?> type) {
    shows = Optional.of(type);
    return this;
  }

  @Override
  public Line<S> lists(Class<?> type) {
    list = true;
    return shows(type);
  }

  @Override
  public Line<S> says(String summary) {
    this.summary = summary;
    return this;
  }

  Subsystem<S> system() {
    return system;
  }

  @Override
  public HttpMethod method() {
    return method;
  }

  @Override
  public Template template() {
    return template;
  }

  Deed<S> deed() {
    return deed;
  }

  String scope() {
    return scope;
  }

  String created() {
    return created;
  }

  Map<String, String> queries() {
    return queries;
  }

  String summary() {
    return summary;
  }

  boolean list() {
    return list;
  }

  Optional<Class<?>> shows() {
    return shows;
  }

  /** A path with braces. */
  record Template(String text, List<String> segments) {
    Template(String text) {
      this(text, List.of(text.substring(1).split("/", -1)));
    }

    static boolean isParameter(String segment) {
      return segment.startsWith("{");
    }

    static String parameter(String segment) {
      return segment.substring(1, segment.length() - 1);
    }

    List<String> parameters() {
      return segments.stream().filter(Template::isParameter).map(Template::parameter).toList();
    }
  }
}
