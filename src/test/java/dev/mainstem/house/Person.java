package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Somebody with a key of a tenant, who remembers what he asked. */
final class Person {
  private final HouseUnderTest house;
  private final String tenant;
  private final String key;
  private final List<Asked> asked = new ArrayList<>();
  private final Set<String> secrets = new LinkedHashSet<>();

  /** Something asked once, under a key of its own. */
  record Asked(String method, String path, String body, String id, String answer) {}

  Person(HouseUnderTest house, String tenant, String key) {
    this.house = house;
    this.tenant = tenant;
    this.key = key;
    secrets.add(key);
    secrets.add(secret());
  }

  HouseUnderTest house() {
    return house;
  }

  String tenant() {
    return tenant;
  }

  /** Stands in everything he makes, and nobody else may ever see it. */
  String secret() {
    return "secret-of-" + tenant;
  }

  /** Something that was made for him alone, such as a password. */
  void keeps(String made) {
    secrets.add(made);
  }

  Set<String> secrets() {
    return secrets;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  String[] credentials(String... more) {
    var all = new ArrayList<>(List.of("X-Api-Key", key));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  HttpResponse<String> ask(String method, String path, String body, String... more)
      throws Exception {
    var headers = credentials(more);
    if (body.isEmpty()) return house.ask(method, path, body, headers);
    var typed = new ArrayList<>(List.of(headers));
    typed.addAll(List.of("Content-Type", "application/json"));
    return house.ask(method, path, body, typed.toArray(String[]::new));
  }

  /** Asks for something that must succeed; body with single quotes. */
  String makes(String method, String path, String body) throws Exception {
    var id = tenant + "-" + key.hashCode() + "-" + asked.size();
    var json = body.replace('\'', '"');
    var answer = ask(method, path, json, "Idempotency-Key", id);
    assertTrue(answer.statusCode() / 100 == 2, method + " " + path + ": " + answer.body());
    asked.add(new Asked(method, path, json, id, answer.body()));
    return answer.body();
  }
}
