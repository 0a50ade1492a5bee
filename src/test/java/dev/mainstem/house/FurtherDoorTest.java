package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mainstem.app.Index;
import dev.mainstem.codec.Codec;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Commands;
import dev.mainstem.engine.HouseProblem;
import dev.mainstem.engine.Listen;
import dev.mainstem.engine.cluster.Courier;
import dev.mainstem.engine.cluster.Home;
import dev.mainstem.engine.cluster.Lookout;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.links.LinkCommand.Retire;
import dev.mainstem.systems.tenants.KeyCallers;
import dev.mainstem.systems.tenants.Tenants;
import dev.mainstem.wire.http.HttpDoor;
import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A further door answers as the house's own door does, in one process over the same bus. */
final class FurtherDoorTest {
  private static final Set<String> TOLD =
      Set.of("etag", "link", "location", "mainstem-position", "content-type", "www-authenticate");

  private static final Asked.From SOMEBODY =
      Asked.From.outside(Tenant.LOCAL, Caller.named("somebody"), "");

  @TempDir private Path data;
  private final HttpClient client = HttpClient.newHttpClient();
  private HouseUnderTest house;
  private HttpDoor further;
  private Courier courier;
  private Lookout lookout;
  private int port;

  @BeforeEach
  void open() throws Exception {
    var systems = Index.systems();
    var tenants = (Tenants) systems.get(0);
    house =
        new HouseUnderTest(
            data,
            systems,
            engine -> new KeyCallers(tenants, engine.store(), InstantSource.system()));
    courier = new Courier(house.vertx(), house.engine().codec(), "known to both of them");
    HouseUnderTest.await(house.door().serve(courier));
    HouseUnderTest.await(Home.tell(courier, "home", () -> "up"));
    lookout = new Lookout(courier, "further");
    lookout.start(house.vertx());
    while (lookout.home().isEmpty()) LockSupport.parkNanos(1_000_000);
    further = further(lookout);
    port = HouseUnderTest.await(further.open());
  }

  private HttpDoor further(Lookout lookout) {
    var settings =
        new HttpDoor.Settings(
            Listen.plain("127.0.0.1", 0),
            new HttpDoor.Largest(64 << 10, 1 << 20),
            100,
            4,
            Set.of(),
            new byte[32]);
    var bridge = new HttpDoor.Bridge(lookout, new Codec(), Index.systems(), KeyCallers::hashOf);
    return new HttpDoor(house.vertx(), settings, bridge);
  }

  @AfterEach
  void close() throws Exception {
    HouseUnderTest.await(further.close());
    house.close();
  }

  private HttpResponse<String> ask(int at, String what, String body, String... headers)
      throws Exception {
    var words = what.split(" ", 2);
    var content = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + words[1]))
            .method(words[0], content);
    if (headers.length > 0) request.headers(headers);
    if (!body.isEmpty()) request.header("Content-Type", "application/json");
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> ask(String what, String body, String... headers) throws Exception {
    return ask(port, what, body, headers);
  }

  /** The same status, body and telling headers at both doors. */
  private HttpResponse<String> alike(String what, String body, String... headers) throws Exception {
    var here = ask(house.port(), what, body, headers);
    var there = ask(port, what, body, headers);
    assertEquals(here.statusCode(), there.statusCode(), there::body);
    assertEquals(here.body(), there.body(), what);
    for (var name : TOLD) {
      assertEquals(here.headers().allValues(name), there.headers().allValues(name), what + name);
    }
    return there;
  }

  @Test
  void reads_are_alike_at_both_doors() throws Exception {
    for (int i = 0; i < 3; i++) {
      ask("POST /links", "{\"slug\":\"a" + i + "\",\"target\":\"https://a.b/\"}");
    }
    ask("PUT /links/a1", "{\"target\":\"https://b.c/\"}");
    alike("GET /links/a0", "");
    alike("GET /links/a0", "", "If-None-Match", "\"1\"");
    alike("HEAD /links/a0", "");
    alike("GET /links?limit=2", "");
    alike("GET /links?limit=2&after=zzz", "");
    alike("GET /links/a1?asOf=main-3", "");
    alike("GET /links/a1?asOf=2100-01-01T00:00:00Z", "");
    alike("GET /links/a1/history?limit=1", "");
    alike("GET /links/a1", "", "Mainstem-Position", "main-4");
    alike("GET /links/none", "");
    alike("GET /tenants", "");
  }

  @Test
  void mistakes_are_alike_at_both_doors() throws Exception {
    ask("POST /links", "{\"slug\":\"a\",\"target\":\"https://a.b/\"}");
    alike("GET /links?limit=0", "");
    alike("GET /links?what=1", "");
    alike("GET /links/a?asOf=nonsense", "");
    alike("GET /links/a?asOf=main-99", "");
    alike("GET /links/a", "", "Mainstem-Position", "nowhere-7");
    alike("POST /links", "{\"slug\":\"a\",\"target\":\"https://a.b/\"}");
    alike("POST /links", "{\"slug\":7}");
    alike("POST /links", "{");
    alike("PUT /links/none", "{\"target\":\"https://a.b/\"}");
    alike("PUT /links/a", "{\"target\":\"https://c.d/\"}", "If-Match", "\"7\"");
    alike("DELETE /links", "");
    alike("GET /links/a", "", "Authorization", "Bearer ms_local_nothing", "Forwarded", "for=x");
  }

  @Test
  void a_condition_is_checked_where_the_row_is() throws Exception {
    var made = ask("POST /links", "{\"slug\":\"a\",\"target\":\"https://a.b/\"}");
    var tag = made.headers().firstValue("ETag").orElseThrow();
    var target = "{\"target\":\"https://c.d/\"}";
    assertEquals(200, ask("PUT /links/a", target, "If-Match", tag).statusCode());
    var stale = ask("PUT /links/a", "{\"target\":\"https://e.f/\"}", "If-Match", tag);
    assertEquals(412, stale.statusCode());
    assertEquals(400, ask("DELETE /links/a/clicks", "", "If-Match", tag).statusCode());
  }

  @Test
  void a_key_asked_with_twice_at_two_doors_happens_once() throws Exception {
    long before = house.position();
    var body = "{\"target\":\"https://a.b/\"}";
    var first = ask("POST /links", body, "Idempotency-Key", "k");
    var again = ask(house.port(), "POST /links", body, "Idempotency-Key", "k");
    assertEquals(first.body(), again.body());
    assertEquals("true", again.headers().firstValue("Idempotent-Replayed").orElse(""));
    assertEquals(before + 1, house.position());
  }

  @Test
  void a_revoked_key_is_refused_with_the_next_request() throws Exception {
    var owner = key("owner");
    var reader = key("links:read", "Authorization", "Bearer " + owner[1]);
    assertEquals(401, alike("GET /links", "").statusCode());
    assertEquals(200, ask("GET /links", "", "X-Api-Key", reader[1]).statusCode());
    var body = "{\"target\":\"https://a.b/\"}";
    assertEquals(403, alike("POST /links", body, "X-Api-Key", reader[1]).statusCode());
    var path = "DELETE /tenants/local/keys/" + reader[0];
    assertEquals(204, ask(house.port(), path, "", "X-Api-Key", owner[1]).statusCode());
    assertEquals(401, ask("GET /links", "", "X-Api-Key", reader[1]).statusCode());
  }

  /** Issued at the further door: its id and its secret. */
  private String[] key(String scope, String... headers) throws Exception {
    var body = "{\"name\":\"k\",\"scopes\":[\"" + scope + "\"]}";
    var issued = ask("POST /tenants/local/keys", body, headers);
    assertEquals(201, issued.statusCode(), issued::body);
    var tree = new JsonMapper().readTree(issued.body());
    assertFalse(tree.path("secret").asText().isEmpty());
    return new String[] {tree.path("id").asText(), tree.path("secret").asText()};
  }

  @Test
  void without_home_everything_is_refused_at_once() throws Exception {
    var lonely = further(new Lookout(courier, "has not looked yet"));
    int at = HouseUnderTest.await(lonely.open());
    for (var what : List.of("GET /links", "POST /links")) {
      var body = what.startsWith("POST") ? "{\"target\":\"https://a.b/\"}" : "";
      var away = ask(at, what, body);
      assertEquals(503, away.statusCode());
      assertEquals("application/problem+json", away.headers().firstValue("Content-Type").get());
      assertEquals("1", away.headers().firstValue("Retry-After").orElse(""));
    }
    HouseUnderTest.await(lonely.close());
  }

  @Test
  void the_bound_of_an_inbox_holds_for_other_nodes_too() throws Exception {
    var held = new CountDownLatch(1);
    hold(new Retire("none", Optional.empty()), held);
    var terms = new Commands.Terms(SOMEBODY, Optional.empty(), Optional.empty());
    var commands = new Commands(house.engine().codec(), Index.systems());
    var question = commands.question("links", new Retire("none", Optional.empty()), terms);
    var answers = new ArrayList<Future<Commands.Outcome>>();
    for (int n = 1; n < HouseUnderTest.INBOX + 10; n++) {
      answers.add(lookout.ask("home.ask", question, Commands.Outcome.class, 30_000));
    }
    var last = HouseUnderTest.await(answers.get(answers.size() - 1));
    assertEquals(HouseProblem.BUSY, last.no().get().problem());
    held.countDown();
    int busy = 0;
    for (var answer : answers) {
      if (HouseUnderTest.await(answer).no().get().problem().equals(HouseProblem.BUSY)) busy++;
    }
    assertEquals(10, busy);
  }

  /** The writer decides nothing until it is let go. */
  private <S extends Tables> void hold(Command<S, ?> command, CountDownLatch held) {
    Asked.Guard<S> guard =
        known -> {
          try {
            held.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    house.bus().ask("links", command, new Bus.Terms<>(SOMEBODY, Optional.empty(), guard));
  }

  @Test
  void what_is_not_here_is_said_so() throws Exception {
    assertEquals(501, ask("GET /links/clicks/stream", "").statusCode());
    assertEquals(404, ask("GET /rest/v3/short-urls", "").statusCode());
    assertEquals(404, ask("GET /", "").statusCode());
  }
}
