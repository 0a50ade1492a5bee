package dev.mainstem.systems.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.house.Anybody;
import dev.mainstem.house.HouseUnderTest;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link with an exact limit, asked by many at once. */
final class TurnstileTest {
  private static final String HOME = "https://home.example/";
  private static final String SOLD = "https://sold.example/";
  private static final int VISITORS = 60;

  @TempDir private Path directory;

  private static void ask(HouseUnderTest house, String method, String path, String body)
      throws Exception {
    var json = body.replace('\'', '"');
    var answer = house.ask(method, path, json, "Content-Type", "application/json");
    assertTrue(answer.statusCode() < 300, answer.body());
  }

  private static List<String> led(HttpClient client, int port) throws Exception {
    var options = new RequestOptions().setHost("127.0.0.1").setPort(port).setURI("/vertx");
    options.putHeader("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko Firefox/121");
    options.putHeader("Host", "s.test");
    var all = new ArrayList<Future<String>>();
    for (int i = 0; i < VISITORS; i++) {
      all.add(
          client
              .request(options)
              .compose(HttpClientRequest::send)
              .map(answer -> answer.getHeader("Location")));
    }
    HouseUnderTest.await(Future.all(all));
    return all.stream().map(Future::result).toList();
  }

  @Test
  void an_exact_limit_leads_on_not_one_visitor_too_many() throws Exception {
    var links = new Links(Wish.SITE);
    try (var house = new HouseUnderTest(directory, List.of(links), engine -> new Anybody())) {
      ask(
          house,
          "POST",
          "/links",
          "{'target':'" + HOME + "','slug':'vertx','maxVisits':7,'exactLimit':true}");
      ask(house, "PATCH", "/links/fallbacks", "{'invalid':'" + SOLD + "'}");
      var client = house.vertx().createHttpClient(new PoolOptions().setHttp1MaxSize(20));
      try (var door = house.open((vertx, engine, bus, readers) -> door(house, links))) {
        var led = led(client, door.port());
        assertEquals(7, led.stream().filter(HOME::equals).count());
        assertEquals(VISITORS - 7, led.stream().filter(SOLD::equals).count());
      }
      HouseUnderTest.await(client.close());
      var shown = house.ask("GET", "/links/vertx", "").body();
      assertTrue(shown.contains("\"clicks\":7"), shown);
      assertFalse(shown.contains("overshoot"), shown);
    }
  }

  private static RedirectDoor door(HouseUnderTest house, Links links) {
    var settings = new RedirectDoor.Settings(302, true, Optional.empty(), new byte[32]);
    var ground =
        new RedirectDoor.Ground(
            house.engine().store(),
            house.bus(),
            Runnable::run,
            InstantSource.system(),
            house.hindsight());
    return new RedirectDoor(house.vertx(), links, ground, settings);
  }
}
