package dev.mainstem.systems.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mainstem.house.HouseUnderTest;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Store;
import dev.mainstem.systems.tenants.KeyCallers;
import dev.mainstem.systems.tenants.Tenants;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Its owner may follow a link as it was; to anybody else the time is a query like any other. */
class LookBackTest {
  private static final String OLD = "https://old.example/";
  private static final String NEW = "https://new.example/";

  @TempDir private Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Links links = new Links(Wish.SITE);
  private HouseUnderTest house;
  private HouseUnderTest.Open door;
  private String then;

  @BeforeEach
  void a_link_that_led_elsewhere() throws Exception {
    var clock = InstantSource.system();
    var tenants = new Tenants(new SecureRandom());
    house =
        new HouseUnderTest(
            directory.resolve("house"),
            List.of(tenants, links),
            engine -> new KeyCallers(tenants, engine.store(), clock));
    var settings = new RedirectDoor.Settings(302, true, Optional.empty(), new byte[32]);
    door =
        house.open(
            (vertx, engine, bus, readers) -> {
              var ground =
                  new RedirectDoor.Ground(
                      engine.store(), bus, readers.executor(), clock, house.hindsight());
              return new RedirectDoor(vertx, links, ground, settings);
            });
    ask("POST", "/links", "{'slug':'a','target':'" + OLD + "','forwardQuery':true}");
    then = "main-" + house.position();
    ask("PUT", "/links/a", "{'target':'" + NEW + "'}");
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private String ask(String method, String path, String body) throws Exception {
    var json = body.replace('\'', '"');
    var answer = house.ask(method, path, json, "Content-Type", "application/json");
    assertTrue(answer.statusCode() < 300, answer.body());
    return answer.body();
  }

  private HttpResponse<String> follow(String path, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path));
    if (headers.length > 0) request.headers(headers);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String led(String path, String... headers) throws Exception {
    return follow(path, headers).headers().firstValue("Location").orElse("nowhere");
  }

  /** Sends the door's clicks into the log and counts them. */
  private long clicks() throws Exception {
    door.close();
    var key = new LinkKey("", "a");
    return house
        .engine()
        .store()
        .read(links, Store.Reader.of(Tenant.LOCAL), known -> known.usage(key).total());
  }

  @Test
  void its_owner_is_led_where_it_led_then_and_that_counts_nothing() throws Exception {
    assertEquals(NEW, led("/a"));
    assertEquals(OLD, led("/a?asOf=" + then));
    ask("DELETE", "/links/a", "");
    assertEquals("nowhere", led("/a"));
    assertEquals(OLD, led("/a?asOf=" + then));
    assertEquals(404, follow("/a?asOf=main-0").statusCode());
    assertEquals(400, follow("/a?asOf=soon").statusCode());
    assertEquals(400, follow("/a?asOf=2200-01-01T00:00Z").statusCode());
    assertEquals(1, clicks());
  }

  @Test
  void to_a_stranger_a_time_is_a_query_like_any_other() throws Exception {
    var body = "{'name':'me','scopes':['owner']}";
    var issued = ask("POST", "/tenants/local/keys", body);
    var key = new ObjectMapper().readTree(issued).path("secret").asText();
    assertEquals(NEW + "?asOf=" + then, led("/a?asOf=" + then));
    assertEquals(401, follow("/a?asOf=" + then, "X-Api-Key", "guessed").statusCode());
    assertEquals(OLD, led("/a?asOf=" + then, "X-Api-Key", key));
    assertEquals(OLD, led("/a?asOf=" + then, "Authorization", "Bearer " + key));
    assertEquals(1, clicks());
  }

  @Test
  void on_loopback_nobody_who_was_forwarded_is_an_owner() throws Exception {
    assertEquals(NEW + "?asOf=" + then, led("/a?asOf=" + then, "X-Forwarded-For", "81.2.69.1"));
    assertEquals(1, clicks());
  }
}
