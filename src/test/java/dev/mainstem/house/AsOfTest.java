package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.app.Index;
import dev.mainstem.engine.Forgetting;
import dev.mainstem.systems.tenants.KeyCallers;
import dev.mainstem.systems.tenants.Tenants;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every read of every system shows, as of a time, what it showed then. */
final class AsOfTest {
  private static final String ANN = "annegret";

  /** Reads that cannot, and why. */
  private static final Map<String, String> EXCEPTIONS = Map.of();

  @TempDir private Path data;
  private HouseUnderTest house;
  private Api api;
  private Person owner;
  private Person ann;
  private final Map<String, Map<String, String>> anns = new LinkedHashMap<>();

  @BeforeEach
  void ann_has_something_everywhere() throws Exception {
    var systems = Index.systems();
    var tenants = (Tenants) systems.get(0);
    house =
        new HouseUnderTest(
            data,
            systems,
            engine -> new KeyCallers(tenants, engine.store(), InstantSource.system()));
    api = new Api(house.ask("GET", "/openapi.json", "").body());
    var operator = new Person(house, "local", "nobody has issued a key yet");
    operator.makes("POST", "/tenants", "{'id':'" + ANN + "','title':'The firm'}");
    owner = new Person(house, "local", key(operator, "local"));
    ann = new Person(house, ANN, key(owner, ANN));
    for (var system : house.engine().systems()) {
      anns.put(system.name(), Belongings.in(system.name()).of(ann));
    }
  }

  private static String key(Person by, String tenant) throws Exception {
    var body = "{'name':'k','scopes':['owner']}";
    var answer = by.makes("POST", "/tenants/" + tenant + "/keys", body);
    return answer.replaceAll(".*\"secret\":\"([^\"]+)\".*", "$1");
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private Map<String, String> seen(String asOf) throws Exception {
    var seen = new LinkedHashMap<String, String>();
    for (var call : api.calls()) {
      if (!call.reads() || EXCEPTIONS.containsKey(call.path())) continue;
      for (var each : api.tries(call, anns.get(call.system()))) {
        var query = asOf.isEmpty() ? "" : (each.path().contains("?") ? "&" : "?") + "asOf=" + asOf;
        var answer = ann.ask("GET", each.path() + query, "");
        seen.put(each.path(), answer.statusCode() + " " + answer.body());
      }
    }
    return seen;
  }

  private void everything_changes() throws Exception {
    for (var call : api.calls()) {
      if (!call.writes()) continue;
      for (var each : api.tries(call, anns.get(call.system()))) {
        ann.ask(call.method(), each.path(), each.body());
      }
    }
  }

  /**
   * Nothing is forgotten that a system's reactions may have to hear again; also what followed from
   * what was heard, in whatever journal.
   */
  private void everything_is_heard() {
    long until = System.nanoTime() + 10_000_000_000L;
    for (var seen = positions(); !(heard(seen) && seen.equals(positions())); seen = positions()) {
      if (System.nanoTime() > until) throw new AssertionError("somebody does not hear");
      Thread.onSpinWait();
    }
  }

  private Map<String, Long> positions() {
    var positions = new TreeMap<String, Long>();
    var engine = house.engine();
    engine.journals().keySet().forEach(j -> positions.put(j, engine.store().visible(j)));
    return positions;
  }

  private boolean heard(Map<String, Long> positions) {
    var agenda = house.engine().store().agenda();
    return house.engine().systems().stream()
        .flatMap(
            system ->
                positions.entrySet().stream()
                    .filter(
                        each -> {
                          var heard = agenda.heard(system.name(), each.getKey());
                          return heard.isPresent() && heard.getAsLong() < each.getValue();
                        }))
        .findAny()
        .isEmpty();
  }

  @Test
  void every_read_shows_what_it_showed_then() throws Exception {
    var then = seen("");
    var time = house.engine().now();
    everything_changes();
    var now = seen("");
    assertEquals(then, seen(time.toString()));
    var unmoved = new TreeSet<String>();
    then.values().removeIf(shown -> !shown.startsWith("200"));
    for (var each : then.entrySet()) {
      if (now.get(each.getKey()).equals(each.getValue())) unmoved.add(each.getKey());
    }
    assertTrue(unmoved.size() < then.size() / 2, "most have changed, not " + unmoved);
  }

  @Test
  void a_position_winds_back_the_tables_of_its_journal() throws Exception {
    ann.makes("POST", "/links", "{'target':'https://a.example/','slug':'one'}");
    long then = house.position();
    ann.makes("PUT", "/links/one", "{'target':'https://b.example/'}");
    var before = ann.ask("GET", "/links/one?asOf=main-" + then, "");
    var after = ann.ask("GET", "/links/one", "");
    assertTrue(before.body().contains("https://a.example/"), before.body());
    assertTrue(after.body().contains("https://b.example/"), after.body());
    assertNotEquals(before.headers().firstValue("ETag"), after.headers().firstValue("ETag"));
    assertEquals("main-" + then, before.headers().firstValue("Mainstem-Position").orElse(""));
  }

  @Test
  void what_lies_beyond_the_horizon_is_refused_and_all_else_shows_what_it_showed()
      throws Exception {
    ann.makes("POST", "/links", "{'target':'https://a.example/','slug':'one'}");
    long before = house.position();
    everything_changes();
    everything_is_heard();
    var then = seen("");
    long horizon = house.position();
    var time = house.engine().now();
    everything_changes();
    everything_changes();
    everything_is_heard();
    assertTrue(new Forgetting(house.engine(), Duration.ofDays(1)).pass(time) > 0);
    assertEquals(then, seen(time.toString()), "at the horizon itself");
    assertEquals(horizon, house.engine().store().horizon().of("main"));
    var beyond = ann.ask("GET", "/links/one?asOf=main-" + before, "");
    assertEquals(410, beyond.statusCode(), beyond.body());
    assertTrue(beyond.body().contains("/problems/house/as-of-too-old"), beyond.body());
    assertTrue(beyond.body().contains("POST /house/time-machine"), beyond.body());
    var longAgo = ann.ask("GET", "/links?asOf=2001-01-01T00:00Z", "");
    assertEquals(410, longAgo.statusCode(), longAgo.body());
    assertTrue(house.engine().verification().run().sound());
  }

  @Test
  void a_moment_beyond_the_horizon_can_be_made_again_and_lives_for_a_while() throws Exception {
    everything_changes();
    everything_is_heard();
    var then = seen("");
    var time = house.engine().now();
    everything_changes();
    var later = house.engine().now();
    everything_changes();
    everything_is_heard();
    new Forgetting(house.engine(), Duration.ofDays(1)).pass(later);
    assertEquals(410, ann.ask("GET", "/links?asOf=" + time, "").statusCode());
    assertEquals(403, ann.ask("GET", "/house/time-machine", "").statusCode());
    var begun = begin(time.toString());
    assertEquals(202, begun.statusCode(), begun.body());
    var made = made();
    assertTrue(made.contains("\"state\":\"ready\""), made);
    assertEquals(then, seen(time.toString()));
    // Of this moment and of no other, and only while it is kept.
    assertEquals(410, ann.ask("GET", "/links?asOf=main-1", "").statusCode());
    assertEquals(204, owner.ask("DELETE", "/house/time-machine/era-1", "").statusCode());
    assertEquals(404, owner.ask("DELETE", "/house/time-machine/era-1", "").statusCode());
    assertEquals(410, ann.ask("GET", "/links?asOf=" + time, "").statusCode());
    assertEquals("[]", owner.ask("GET", "/house/time-machine", "").body());
  }

  private HttpResponse<String> begin(String asOf) throws Exception {
    return owner.ask("POST", "/house/time-machine", "{\"asOf\":\"" + asOf + "\"}");
  }

  /** Looks until it has come to something. */
  private String made() throws Exception {
    long until = System.nanoTime() + 30_000_000_000L;
    while (System.nanoTime() < until) {
      var told = owner.ask("GET", "/house/time-machine", "").body();
      if (!told.contains("replaying")) return told;
    }
    throw new AssertionError("it is never made");
  }

  @Test
  void no_more_than_three_moments_are_made_and_none_that_cannot_be() throws Exception {
    ann.makes("POST", "/links", "{'target':'https://a.example/','slug':'one'}");
    for (int i = 0; i < 3; i++) {
      var begun = begin("main-" + i);
      assertEquals(202, begun.statusCode(), begun.body());
    }
    var fourth = begin("main-1");
    assertEquals(409, fourth.statusCode(), fourth.body());
    for (var bad : List.of("main-999999", "nowhere-1", "soon", "2999-01-01T00:00Z")) {
      var no = begin(bad);
      assertTrue(no.statusCode() == 400 || no.statusCode() == 410, no.body());
    }
    assertEquals(400, owner.ask("POST", "/house/time-machine", "{}").statusCode());
  }

  @Test
  void what_is_not_in_the_past_is_refused() throws Exception {
    var tomorrow = Instant.now().plusSeconds(86_400);
    var ahead = ann.ask("GET", "/links?asOf=" + tomorrow, "");
    assertEquals(400, ahead.statusCode());
    assertTrue(ahead.body().contains("\"code\":\"ahead\""), ahead.body());
    var beyond = ann.ask("GET", "/links?asOf=main-999999", "");
    assertEquals(410, beyond.statusCode());
    assertEquals(410, ann.ask("GET", "/links?asOf=nowhere-1", "").statusCode());
    for (var early : List.of("2001-01-01T00:00Z", "0001-01-01T00:00Z")) {
      assertEquals("[]", ann.ask("GET", "/links?asOf=" + early, "").body(), early);
    }
  }

  @Test
  void the_house_tells_how_far_it_had_come_and_what_had_happened_last() throws Exception {
    ann.makes("POST", "/links", "{'target':'https://a.example/','slug':'one'}");
    long then = house.position();
    ann.makes("PUT", "/links/one", "{'target':'https://b.example/'}");
    var past = ann.ask("GET", "/house?asOf=main-" + then, "").body();
    assertTrue(past.contains("{\"name\":\"main\",\"last\":" + then + "}"), past);
    assertTrue(past.contains("\"time\":\""), past);
    assertTrue(past.contains("{\"name\":\"links-clicks\"}"), "not wound back: " + past);
    var latest = ann.ask("GET", "/house/events/latest?asOf=main-" + then, "").body();
    assertTrue(latest.startsWith("[{\"position\":\"main-" + then + "\""), latest);
    assertFalse(latest.contains("https://b.example/"), latest);
    var now = ann.ask("GET", "/house/events/latest", "").body();
    assertTrue(now.contains("https://b.example/"), now);
  }

  @Test
  void a_story_is_told_as_far_as_it_had_come() throws Exception {
    ann.makes("POST", "/links", "{'target':'https://a.example/','slug':'one'}");
    long then = house.position();
    ann.makes("PUT", "/links/one", "{'target':'https://b.example/'}");
    var past = ann.ask("GET", "/why/links/one?asOf=main-" + then, "").body();
    assertTrue(past.contains("links.Shortened"), past);
    assertFalse(past.contains("links.Retargeted"), past);
    var later = ann.ask("GET", "/why/main-" + (then + 1) + "?asOf=main-" + then, "");
    assertEquals(404, later.statusCode());
  }

  @Test
  void what_is_kept_of_the_present_only_is_never_shown_as_the_past() throws Exception {
    for (var path : List.of("/house/verify", "/house/dead-letters", "/house/events", "/metrics")) {
      var answer = ann.ask("GET", path + "?asOf=main-1", "");
      assertEquals(400, answer.statusCode(), path);
      assertTrue(answer.body().contains("\"code\":\"not-kept\""), answer.body());
    }
  }
}
