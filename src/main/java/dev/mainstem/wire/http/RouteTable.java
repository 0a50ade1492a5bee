package dev.mainstem.wire.http;

import dev.mainstem.kernel.Ask;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Collects the lines a system declares. */
final class RouteTable<S extends Tables> implements Routes<S> {
  private final Subsystem<S> system;
  private final List<Line<?>> lines = new ArrayList<>();

  private RouteTable(Subsystem<S> system) {
    this.system = system;
  }

  static <S extends Tables> List<Line<?>> of(Subsystem<S> system) {
    var table = new RouteTable<>(system);
    system.http(table);
    table
        .line(HttpMethod.GET, "/" + system.name() + "/{id}/history", new Line.Tells<>())
        .says("Everything that happened to one thing, the newest first.")
        .lists(Object.class);
    return table.lines;
  }

  private Line<S> line(HttpMethod method, String path, Line.Deed<S> deed) {
    var line = new Line<>(system, method, path, deed);
    lines.add(line);
    return line;
  }

  @Override
  public Route get(String path, Read<S> read) {
    return line(HttpMethod.GET, path, new Line.Reads<>(read));
  }

  @Override
  public Route post(String path, Class<? extends Command<S, ?>> command) {
    return line(HttpMethod.POST, path, new Line.Asks<>(command));
  }

  @Override
  public Route put(String path, Class<? extends Command<S, ?>> command) {
    return line(HttpMethod.PUT, path, new Line.Asks<>(command));
  }

  @Override
  public Route patch(String path, Class<? extends Command<S, ?>> command) {
    return line(HttpMethod.PATCH, path, new Line.Asks<>(command));
  }

  @Override
  public Route delete(String path, Class<? extends Command<S, ?>> command) {
    return line(HttpMethod.DELETE, path, new Line.Asks<>(command));
  }

  @Override
  public <B> Route post(String path, Class<B> body, BiFunction<Ask, B, Turn<?>> door) {
    return line(HttpMethod.POST, path, new Line.Turns<>(body, door));
  }

  @Override
  public <B> Route put(String path, Class<B> body, BiFunction<Ask, B, Turn<?>> door) {
    return line(HttpMethod.PUT, path, new Line.Turns<>(body, door));
  }

  @Override
  public <E extends Event<S>> Route stream(
      String path, Class<E> event, BiFunction<E, Ask, Object> shown) {
    return line(HttpMethod.GET, path, new Line.Streams<>(event, shown));
  }
}
