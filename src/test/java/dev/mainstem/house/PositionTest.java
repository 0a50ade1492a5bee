package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.app.Index;
import dev.mainstem.systems.tenants.KeyCallers;
import dev.mainstem.systems.tenants.Tenants;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who knows of a position is not answered from before it. */
final class PositionTest {
  private static final String HEADER = "Mainstem-Position";

  @TempDir private Path data;
  private HouseUnderTest house;

  @BeforeEach
  void open() throws Exception {
    var systems = Index.systems();
    var tenants = (Tenants) systems.get(0);
    house =
        new HouseUnderTest(
            data,
            systems,
            engine -> new KeyCallers(tenants, engine.store(), InstantSource.system()));
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private HttpResponse<String> link(String slug) throws Exception {
    var body = "{\"target\":\"https://a.b\",\"slug\":\"" + slug + "\"}";
    return house.ask("POST", "/links", body, "Content-Type", "application/json");
  }

  private static String position(HttpResponse<String> answer) {
    return answer.headers().firstValue(HEADER).orElse("");
  }

  @Test
  void what_was_answered_can_be_read_at_once() throws Exception {
    long before = house.position();
    for (int i = 0; i < 50; i++) {
      var made = link("a" + i);
      assertEquals("main-" + (before + i + 1), position(made));
      var read = house.ask("GET", "/links/a" + i, "", HEADER, position(made));
      assertEquals(200, read.statusCode());
      assertEquals(position(made), position(read));
    }
  }

  @Test
  void what_is_not_shown_yet_is_waited_for_without_holding_up_others() throws Exception {
    long before = house.position();
    var early = "main-" + (before + 1);
    var late = "main-" + (before + 2);
    var waiting = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < 20; i++) {
      waiting.add(house.asking("/links/late", HEADER, late));
    }
    assertEquals(201, link("early").statusCode());
    for (int i = 0; i < 20; i++) {
      assertEquals(200, house.ask("GET", "/links/early", "", HEADER, early).statusCode());
    }
    for (var each : waiting) assertFalse(each.isDone(), "it must not be answered from before");
    assertEquals(201, link("late").statusCode());
    for (var each : waiting) {
      assertEquals(200, each.get().statusCode(), each.get().body());
      assertEquals(late, position(each.get()));
    }
  }

  @Test
  void what_does_not_come_in_time_is_refused_for_now() throws Exception {
    link("a");
    var next = "main-" + (house.position() + 1);
    long before = System.nanoTime();
    var late = house.ask("GET", "/links/a", "", HEADER, next);
    assertEquals(503, late.statusCode());
    assertTrue(late.body().contains("\"/problems/house/not-yet\""), late.body());
    assertTrue(late.body().contains(next), late.body());
    assertEquals("1", late.headers().firstValue("Retry-After").orElse(""));
    assertTrue(System.nanoTime() - before > 1_000_000_000L, "it must be waited for");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "main", "main-", "main-x", "main-+1", "17", "nowhere-1", "main-1,2"})
  void a_position_that_is_none_is_refused(String text) throws Exception {
    var answer = house.ask("GET", "/links", "", HEADER, text);
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains("\"/problems/house/bad-header\""), answer.body());
    assertTrue(answer.body().contains(HEADER), answer.body());
  }

  @Test
  void a_position_of_another_journal_is_waited_for_there() throws Exception {
    assertEquals(200, house.ask("GET", "/links", "", HEADER, "links-clicks-0").statusCode());
    assertEquals(503, house.ask("GET", "/links", "", HEADER, "links-clicks-1").statusCode());
  }
}
