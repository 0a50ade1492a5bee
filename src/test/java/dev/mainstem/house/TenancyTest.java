package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.mainstem.app.Index;
import dev.mainstem.house.Api.Call;
import dev.mainstem.house.Api.Try;
import dev.mainstem.systems.tenants.KeyCallers;
import dev.mainstem.systems.tenants.Tenants;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nobody sees or touches what is another's, by any route of any system. The routes are read off the
 * house's own OpenAPI, so a new one is tried without a word here.
 */
final class TenancyTest {
  private static final String ANN = "annegret";
  private static final String BOB = "bertrand";

  @TempDir private Path data;
  private HouseUnderTest house;
  private Api api;
  private List<Call> calls;
  private Person ann;
  private Person bob;
  private final Map<String, Map<String, String>> anns = new LinkedHashMap<>();

  @BeforeEach
  void two_tenants_live_in_the_house() throws Exception {
    var systems = Index.systems();
    var tenants = (Tenants) systems.get(0);
    house =
        new HouseUnderTest(
            data,
            systems,
            engine -> new KeyCallers(tenants, engine.store(), InstantSource.system()));
    api = new Api(house.ask("GET", "/openapi.json", "").body());
    calls = api.calls();
    var operator = new Person(house, "local", "nobody has issued a key yet");
    for (var id : List.of(ANN, BOB)) {
      operator.makes("POST", "/tenants", "{'id':'" + id + "','title':'The firm of " + id + "'}");
    }
    var first = key(operator, "local", "'owner'");
    var owner = new Person(house, "local", first);
    ann = new Person(house, ANN, key(owner, ANN, "'owner'"));
    bob = new Person(house, BOB, key(owner, BOB, "'owner'"));
    for (var system : house.engine().systems()) {
      anns.put(system.name(), Belongings.in(system.name()).of(ann));
    }
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private static String key(Person by, String tenant, String scopes) throws Exception {
    var body = "{'name':'k','scopes':[" + scopes + "]}";
    var answer = by.makes("POST", "/tenants/" + tenant + "/keys", body);
    return answer.replaceAll(".*\"secret\":\"([^\"]+)\".*", "$1");
  }

  private List<Try> all(Predicate<Call> which) {
    return calls.stream()
        .filter(which)
        .flatMap(call -> api.tries(call, anns.get(call.system())).stream())
        .toList();
  }

  private Map<String, String> seenByAnn() throws Exception {
    var seen = new LinkedHashMap<String, String>();
    for (var each : all(Call::reads)) {
      var answer = ann.ask("GET", each.path(), "");
      seen.put(each.path(), answer.statusCode() + " " + answer.body());
    }
    for (var call : calls) {
      if (!call.reads()) continue;
      var tries = api.tries(call, anns.get(call.system()));
      if (tries.stream().anyMatch(each -> seen.get(each.path()).startsWith("200"))) continue;
      fail(call + " shows its owner nothing, so nobody could take it: extend Belongings." + seen);
    }
    return seen;
  }

  @Test
  void a_stranger_with_all_ids_reads_nothing_and_changes_nothing() throws Exception {
    var before = seenByAnn();
    for (var each : all(Call::reads)) {
      var answer = bob.ask("GET", each.path(), "");
      nothingOfAnn(each, answer, ANN);
      assertTrue(answer.statusCode() < 500, each + ": " + answer.body());
      sameAsNothing(each, answer);
      if (answer.body().startsWith("[")) onlyBobs(each, answer.body());
    }
    for (var each : all(Call::writes)) {
      var answer = bob.ask(each.call().method(), each.path(), each.body());
      nothingOfAnn(each, answer, ann.secret());
      assertTrue(answer.statusCode() < 500, each + ": " + answer.body());
      assertFalse(
          answer.body().contains("/problems/house/bad-fields"),
          each + " was guessed badly, let Belongings say a value: " + answer.body());
    }
    assertEquals(before, seenByAnn());
  }

  /** What he sent himself may be said back to him. */
  private void nothingOfAnn(Try sent, HttpResponse<String> answer, String word) {
    var text = answer.body() + answer.headers().map();
    for (var id : anns.get(sent.call().system()).values()) {
      boolean said = sent.path().contains(Api.escaped(id)) || sent.body().contains(id);
      if (said) text = text.replace(id, "");
    }
    assertFalse(text.contains(word), sent + " shows " + word + ": " + answer.body());
    for (var secret : ann.secrets()) {
      assertFalse(text.contains(secret), sent + " shows " + secret + ": " + answer.body());
    }
  }

  /** Another's thing looks to a stranger like a thing that is not there. */
  private void sameAsNothing(Try sent, HttpResponse<String> answer) throws Exception {
    var ids = anns.get(sent.call().system());
    var path = sent.path();
    var body = answer.body();
    for (var name : sent.call().inPath()) {
      var id = ids.get(name);
      if (id == null) return;
      var nobodys = id.replaceAll("[a-z0-9]$", id.endsWith("x") ? "y" : "x");
      path = path.replace(Api.escaped(id), Api.escaped(nobodys));
      body = body.replace(id, nobodys);
    }
    var there = bob.ask("GET", path, "");
    assertEquals(there.statusCode() + " " + there.body(), answer.statusCode() + " " + body);
  }

  private static void onlyBobs(Try sent, String list) {
    if (list.equals("[]")) return;
    for (var item : list.substring(1, list.length() - 1).split("(?<=}),(?=\\{)")) {
      assertTrue(item.contains(BOB), sent + " lists to " + BOB + " what is not his: " + item);
    }
  }

  @Test
  void streams_from_the_beginning_carry_only_ones_own() throws Exception {
    for (var system : house.engine().systems()) Belongings.in(system.name()).of(bob);
    var streams = new ArrayList<String>();
    for (var call : calls) if (call.stream()) streams.add(call.path());
    for (var journal : house.engine().journals().keySet()) {
      streams.add("/house/events?journal=" + journal);
    }
    for (var path : streams) {
      boolean heard = false;
      for (var journal : house.engine().journals().keySet()) heard |= hears(path, journal);
      assertTrue(heard, path + " can be resumed in no journal");
    }
  }

  /** Ann's events come before his in every journal: when he hears his own, hers have passed. */
  private boolean hears(String path, String journal) throws Exception {
    var headers = bob.credentials("Last-Event-ID", journal + "-0");
    try (var stream = new Hearing(house.port(), path, headers)) {
      if (stream.status() == 400) return false;
      assertEquals(200, stream.status(), path);
      for (; ; ) {
        var told = stream.next();
        assertFalse(told.data().contains(ANN), path + " tells " + told);
        if (told.data().contains(bob.secret())) return true;
      }
    }
  }

  @Test
  void a_key_of_anothers_deed_is_as_good_as_new() throws Exception {
    for (var deed : ann.asked()) {
      var again = bob.ask(deed.method(), deed.path(), deed.body(), "Idempotency-Key", deed.id());
      assertTrue(again.headers().firstValue("Idempotent-Replayed").isEmpty(), deed + "");
      assertFalse(again.body().contains("id-reused"), again.body());
      assertNotEquals(deed.answer(), again.body());
    }
  }

  @Test
  void without_a_key_nothing_is_answered() throws Exception {
    for (var each : all(call -> true)) {
      var method = each.call().method();
      var nobody = house.ask(method, each.path(), each.body(), "Content-Type", "application/json");
      assertEquals(401, nobody.statusCode(), each + ": " + nobody.body());
      var wrong = new Person(house, ANN, "ms_annegret_wrong").ask(method, each.path(), each.body());
      assertEquals(401, wrong.statusCode(), each + ": " + wrong.body());
    }
    for (var path : List.of("/house", "/house/events", "/metrics")) {
      assertEquals(401, house.ask("GET", path, "").statusCode(), path);
    }
  }

  @Test
  void a_key_that_may_only_read_writes_nothing() throws Exception {
    var scopes =
        house.engine().systems().stream()
            .map(system -> "'" + system.name() + ":read'")
            .collect(Collectors.joining(","));
    var before = seenByAnn();
    var reader = new Person(house, ANN, key(ann, ANN, scopes));
    long position = house.position();
    for (var each : all(Call::writes)) {
      var answer = reader.ask(each.call().method(), each.path(), each.body());
      assertEquals(403, answer.statusCode(), each + ": " + answer.body());
    }
    assertEquals(position, house.position());
    for (var each : all(Call::reads)) {
      var answer = reader.ask("GET", each.path(), "");
      boolean same = before.get(each.path()).equals(answer.statusCode() + " " + answer.body());
      // His own key is new among the keys, and in their tenant's history.
      boolean ofKeys = each.path().matches("/tenants/.*/(keys|history)");
      // A read may need a scope of its own, which his key does not have.
      var needed = "\"detail\":\"" + each.call().system() + ":(?!read\"|write\")[a-z-]+\"";
      boolean refused = answer.statusCode() == 403 && answer.body().matches(".*" + needed + ".*");
      assertTrue(same || ofKeys || refused, each + answer.body() + before.get(each.path()));
    }
  }

  @Test
  void a_system_nobody_owns_anything_in_is_not_passed_over() {
    var missing = assertThrows(AssertionError.class, () -> Belongings.in("nobodys"));
    assertTrue(missing.getMessage().contains("no line for the system nobodys: add one"));
  }
}
