package dev.mainstem.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mainstem.house.Anybody;
import dev.mainstem.house.HouseUnderTest;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why an order is as it is, asked over HTTP of a house with a shop, a wallet and a carrier. */
class WhyTest {
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  @TempDir private Path directory;
  private final Failing carrier = new Failing();
  private HouseUnderTest house;

  /** A carrier that fails so many times first, and is asked again soon. */
  private static final class Failing implements Effect<Shop.Parcel> {
    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public CompletionStage<? extends Command<?, ?>> attempt(Shop.Parcel parcel, Attempt attempt) {
      if (failures.getAndDecrement() > 0) {
        return CompletableFuture.failedFuture(new IOException("out of order"));
      }
      return CompletableFuture.completedFuture(new Shop.MarkShipped(parcel.order()));
    }

    @Override
    public Duration pause(int failed) {
      return failed >= 3 ? null : Duration.ofMillis(20);
    }
  }

  @BeforeEach
  void open() throws Exception {
    house =
        new HouseUnderTest(
            directory, List.of(new Wallet(), new Shop(carrier)), engine -> new Anybody());
    house.tell("local", "wallet", new Wallet.Fund("ann", 500));
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private JsonNode json(String path) throws Exception {
    var answer = house.ask("GET", path, "");
    assertEquals(200, answer.statusCode(), answer.body());
    return new ObjectMapper().readTree(answer.body());
  }

  /** The order's only story, once it holds this event. */
  private JsonNode story(String order, String event) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < deadline) {
      var stories = json("/why/shop/" + order);
      assertEquals(1, stories.size());
      if (names(stories.get(0)).contains(event)) return stories.get(0);
    }
    throw new AssertionError("no " + event + " in " + json("/why/shop/" + order));
  }

  private void awaitLetters(int count) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (json("/house/dead-letters").size() != count) {
      assertTrue(System.nanoTime() < deadline, "dead letters never came to " + count);
    }
  }

  private static List<String> names(JsonNode node) {
    var names = new ArrayList<String>();
    for (var event : node.path("events")) names.add(event.path("name").asText());
    for (var next : node.path("followed")) names.addAll(names(next));
    return names;
  }

  private static JsonNode find(JsonNode node, String event) {
    for (var each : node.path("events")) {
      if (each.path("name").asText().equals(event)) return node;
    }
    for (var next : node.path("followed")) {
      var found = find(next, event);
      if (found != null) return found;
    }
    return null;
  }

  @Test
  void an_order_tells_its_whole_story_across_systems() throws Exception {
    house.tell("local", "shop", new Shop.Buy("o1", "ann", 200));
    var story = story("o1", "wallet.Taken");
    assertEquals("Buy", story.path("command").asText());
    assertEquals("door", story.path("caller").asText());
    assertFalse(story.has("because"));
    var held = find(story, "wallet.WasHeld");
    assertEquals("Hold", held.path("command").asText());
    assertEquals("shop", held.path("caller").asText());
    assertEquals("hold money", held.path("line").asText());
    assertFalse(story.has("line"));
    assertEquals(story.path("events").get(0).path("position"), held.path("because"));
    assertTrue(names(find(story, "shop.Packed")).contains("shop.Shipped"));
  }

  @Test
  void any_event_of_a_story_tells_the_same_story() throws Exception {
    house.tell("local", "shop", new Shop.Buy("o1", "ann", 200));
    var story = story("o1", "wallet.Taken");
    // What is due is put on the list a moment after what it follows from.
    long until = System.nanoTime() + 10_000_000_000L;
    while (!story.toString().contains("\"line\":\"too slow\",\"failed\"")) {
      assertTrue(System.nanoTime() < until, story.toString());
      story = story("o1", "wallet.Taken");
    }
    var taken = find(story, "wallet.Taken").path("position").asText();
    assertEquals(story, json("/why/" + taken));
  }

  @Test
  void a_refusal_and_every_failed_attempt_are_part_of_the_story() throws Exception {
    house.tell("local", "shop", new Shop.Buy("poor", "bob", 200));
    var refused = find(story("poor", "shop.Cancelled"), "house.Settled");
    var settled = refused.path("events").get(0).path("payload");
    assertEquals("Hold", settled.path("command").asText());
    assertEquals("wallet/too-little", settled.path("refused").asText());

    carrier.failures.set(2);
    house.tell("local", "shop", new Shop.Buy("o2", "ann", 100));
    var story = story("o2", "wallet.Taken");
    var packed = find(story, "shop.Packed");
    assertEquals(2, names(packed).stream().filter("house.Tried"::equals).count());
    var tried = find(packed, "house.Tried").path("events").get(0).path("payload");
    assertEquals("ship", tried.path("line").asText());
    assertEquals(1, tried.path("number").asInt());
    assertTrue(tried.path("reason").asText().contains("out of order"), tried.toString());
  }

  @Test
  void a_dead_letter_is_shown_where_it_lies_and_can_be_tried_again() throws Exception {
    carrier.failures.set(3);
    house.tell("local", "shop", new Shop.Buy("o1", "ann", 200));
    story("o1", "shop.Cancelled");
    // A dead letter is noted beside the log, moments after what it made happen may be seen.
    awaitLetters(1);
    var story = story("o1", "shop.Cancelled");
    var packed = find(story, "shop.Packed").path("events").get(0);
    assertEquals("ship", packed.path("dead").get(0).path("line").asText());
    var letters = json("/house/dead-letters");
    assertEquals(1, letters.size());
    assertEquals(packed.path("position"), letters.get(0).path("position"));
    var again = "/house/dead-letters/shop/ship/" + packed.path("position").asText();
    assertEquals(200, house.ask("POST", again, "").statusCode());
    awaitLetters(0);
    assertEquals(404, house.ask("POST", again, "").statusCode());
  }

  @Test
  void a_history_is_walked_page_by_page_and_ends_as_of_a_position() throws Exception {
    house.tell("local", "shop", new Shop.Buy("o1", "ann", 200));
    story("o1", "wallet.Taken");
    var all = json("/shop/o1/history");
    assertEquals("shop.Shipped", all.get(0).path("name").asText());
    assertEquals("shop.Bought", all.get(2).path("name").asText());
    var first = house.ask("GET", "/shop/o1/history?limit=2", "");
    var next = first.headers().firstValue("Link").orElseThrow();
    var second = json(next.substring(1, next.indexOf('>')));
    assertEquals(1, second.size());
    assertEquals(all.get(2), second.get(0));
    var then = all.get(1).path("position").asText();
    assertEquals(2, json("/shop/o1/history?asOf=" + then).size());
  }

  @Test
  void what_never_happened_has_no_story() throws Exception {
    assertEquals(404, house.ask("GET", "/why/main-9999", "").statusCode());
    assertEquals(404, house.ask("GET", "/why/nonsense", "").statusCode());
    assertEquals(404, house.ask("GET", "/why/shop/nothing", "").statusCode());
    assertEquals(404, house.ask("GET", "/shop/nothing/history", "").statusCode());
  }
}
