package dev.mainstem.systems.notifications;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Somebody's server that is told by webhook: of some messages it fails the first time it hears
 * them. It keeps what it took, by the message's id.
 */
final class FailingSink implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Vertx vertx = Vertx.vertx();
  private final int failing;
  private final Set<String> failed = ConcurrentHashMap.newKeySet();
  private final Map<String, Set<String>> idsByPerson = new ConcurrentHashMap<>();
  private final Map<String, List<Integer>> inOrder = new ConcurrentHashMap<>();
  private final int port;

  /**
   * @param failing of so many in a hundred the first attempt fails
   */
  FailingSink(int failing) throws Exception {
    this.failing = failing;
    port =
        vertx
            .createHttpServer()
            .requestHandler(this::hear)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get()
            .actualPort();
  }

  String address() {
    return "http://127.0.0.1:" + port + "/";
  }

  private void hear(HttpServerRequest request) {
    var id = request.getHeader("webhook-id");
    request
        .body()
        .onSuccess(
            body -> {
              if (Math.floorMod(id.hashCode(), 100) < failing && failed.add(id)) {
                request.response().setStatusCode(500).end("not today");
              } else {
                keep(id, body.getBytes());
                request.response().end();
              }
            });
  }

  private void keep(String id, byte[] body) {
    try {
      var it = JSON.readTree(body).path("data");
      if (it.has("person")) {
        var person = it.path("person").asText();
        idsByPerson.computeIfAbsent(person, p -> ConcurrentHashMap.newKeySet()).add(id);
      } else {
        var all = inOrder.computeIfAbsent(it.path("key").asText(), k -> new ArrayList<>());
        synchronized (all) {
          all.add(it.path("n").asInt());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("this is no JSON", e);
    }
  }

  /** Under how many ids a person was told: once is one. */
  int told(String person) {
    return idsByPerson.getOrDefault(person, Set.of()).size();
  }

  int people() {
    return idsByPerson.size();
  }

  /** What was taken of a key, in the order it came, each once. */
  List<Integer> inOrder(String key) {
    var all = inOrder.getOrDefault(key, List.of());
    synchronized (all) {
      return all.stream().distinct().toList();
    }
  }

  @Override
  public void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }
}
