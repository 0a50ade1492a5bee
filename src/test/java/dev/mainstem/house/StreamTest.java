package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.app.Index;
import dev.mainstem.systems.links.LinkCommand.ShortenMany;
import dev.mainstem.systems.tenants.KeyCallers;
import dev.mainstem.systems.tenants.Tenants;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What server-sent events promise over real HTTP: every event once, in order, to whoever reads. */
final class StreamTest {
  private static final String EVENTS = "/house/events?journal=main";
  private static final int BULK = 250;

  @TempDir private Path data;
  private HouseUnderTest house;
  private long begun;

  @BeforeEach
  void open() throws Exception {
    var systems = Index.systems();
    var tenants = (Tenants) systems.get(0);
    house =
        new HouseUnderTest(
            data,
            systems,
            engine -> new KeyCallers(tenants, engine.store(), InstantSource.system()));
    if (begun > 0) return;
    link("begins");
    begun = house.position();
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private void link(String slug) throws Exception {
    var body = "{\"target\":\"https://a.b\",\"slug\":\"" + slug + "\"}";
    var made = house.ask("POST", "/links", body, "Content-Type", "application/json");
    assertEquals(201, made.statusCode(), made.body());
  }

  /** Half a megabyte of events in one decision. */
  private void bulk() throws Exception {
    var links = new ArrayList<Map<String, String>>();
    for (int i = 0; i < BULK; i++) links.add(Map.of("target", "https://a.b/" + "x".repeat(2_000)));
    var codec = house.engine().codec();
    var command = codec.fromJson(ShortenMany.class, codec.toJson(Map.of("links", links)));
    house.tell("local", "links", command);
  }

  private Hearing hearing(String... headers) throws Exception {
    return new Hearing(house.port(), EVENTS, headers);
  }

  /** From 1, whatever stood in the log when the house was open: systems that listen begin there. */
  private long number(Hearing.Told told) {
    return Long.parseLong(told.id().substring("main-".length())) - begun;
  }

  private String after(long number) {
    return "main-" + (begun + number);
  }

  @Test
  void who_comes_back_hears_each_event_once_and_in_order() throws Exception {
    var heard = new ArrayList<Long>();
    try (var stream = hearing()) {
      for (int i = 0; i < 6; i++) link("a" + i);
      for (int i = 0; i < 3; i++) heard.add(number(stream.next()));
    }
    for (int i = 0; i < 3; i++) link("b" + i);
    try (var stream = hearing("Last-Event-ID", after(heard.get(2)))) {
      link("c");
      while (heard.size() < 10) heard.add(number(stream.next()));
    }
    assertEquals(LongStream.rangeClosed(1, 10).boxed().toList(), heard);
  }

  @Test
  void who_comes_back_into_the_middle_of_a_decision_hears_the_rest_of_it() throws Exception {
    bulk();
    try (var stream = hearing("Last-Event-ID", after(100))) {
      for (long i = 101; i <= BULK; i++) assertEquals(i, number(stream.next()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "main-99, 410, position-unknown",
    "main-9223372036854775807, 410, position-unknown",
    "main-9223372036854775808, 400, bad-header",
    "main--1, 400, bad-header",
    "main-+1, 400, bad-header",
    "main-, 400, bad-header",
    "-1, 400, bad-header",
    "1, 400, bad-header",
    "yesterday, 400, bad-header",
    "links-clicks-0, 400, bad-header",
    "nowhere-0, 400, bad-header",
  })
  void a_position_that_is_none_is_refused(String id, int status, String problem) throws Exception {
    link("a");
    try (var stream = hearing("Last-Event-ID", id)) {
      assertEquals(status, stream.status());
      var body = stream.body();
      assertTrue(body.contains("\"/problems/house/" + problem + "\""), body);
    }
    assertEquals(0, house.engine().followers());
  }

  @Test
  void a_journal_that_is_none_is_refused() throws Exception {
    var answer = house.ask("GET", "/house/events?journal=nowhere", "");
    assertEquals(404, answer.statusCode(), answer.body());
  }

  @Test
  void asked_for_its_head_only_a_stream_does_not_begin() throws Exception {
    var head = house.ask("HEAD", "/links/clicks/stream", "");
    assertEquals("text/event-stream", head.headers().firstValue("Content-Type").orElse(""));
    assertEquals(0, house.engine().followers());
  }

  @Test
  void a_quiet_stream_outlives_the_idle_timeout() throws Exception {
    try (var stream = hearing()) {
      long until = System.nanoTime() + (HouseUnderTest.IDLE_S + 1) * 1_000_000_000L;
      while (System.nanoTime() < until) assertTrue(stream.beats());
      link("a");
      assertEquals(1, number(stream.next()));
    }
  }

  @Test
  void who_does_not_read_is_let_go_and_disturbs_nobody() throws Exception {
    var heard = new ArrayList<Long>();
    try (var slow = hearing();
        var quick = hearing()) {
      heard.add(firstOf(slow));
      assertEquals(1, number(quick.next()));
      int bulks = 40;
      long next = 2;
      for (int i = 0; i < bulks; i++) {
        bulk();
        for (int n = 0; n < BULK; n++) assertEquals(next++, number(quick.next()));
      }
      awaitFollowers(1, quick);
      for (var told = slow.ifAny(); told.isPresent(); told = slow.ifAny()) {
        if (!told.get().event().equals("end")) heard.add(number(told.get()));
      }
      assertTrue(heard.size() < next - 1, "it was meant to be too slow");
      try (var back = hearing("Last-Event-ID", after(heard.get(heard.size() - 1)))) {
        while (heard.size() < next - 1) heard.add(number(back.next()));
      }
      assertEquals(LongStream.range(1, next).boxed().toList(), heard);
    }
  }

  private long firstOf(Hearing stream) throws Exception {
    link("first");
    return number(stream.next());
  }

  /** Waits by the beats of a stream that goes on. */
  private void awaitFollowers(int expected, Hearing by) throws Exception {
    long until = System.nanoTime() + 4L * HouseUnderTest.IDLE_S * 1_000_000_000L;
    while (house.engine().followers() != expected && System.nanoTime() < until) {
      assertTrue(by.beats());
    }
    assertEquals(expected, house.engine().followers());
  }

  @Test
  void who_leaves_or_says_he_will_is_forgotten() throws Exception {
    try (var stays = hearing();
        var half = hearing()) {
      try (var leaves = hearing()) {
        assertEquals(200, leaves.status());
      }
      half.halfClose();
      awaitFollowers(1, stays);
      link("a");
      assertEquals(1, number(stays.next()));
      assertEquals(List.of(), half.ifAny().stream().toList());
    }
  }

  @Test
  void a_house_that_closes_says_so_to_who_listens() throws Exception {
    try (var stream = hearing()) {
      link("a");
      assertEquals(1, number(stream.next()));
      close();
      assertTrue(stream.ifAny().map(told -> told.event().equals("end")).orElse(true));
    }
    open();
    try (var stream = hearing("Last-Event-ID", after(0))) {
      assertEquals(1, number(stream.next()));
    }
  }
}
