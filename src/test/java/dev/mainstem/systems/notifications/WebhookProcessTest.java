package dev.mainstem.systems.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Stepped;
import dev.mainstem.engine.delivery.Letter;
import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.engine.delivery.Receipt;
import dev.mainstem.engine.delivery.Signer;
import dev.mainstem.engine.keys.Seals;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Span;
import dev.mainstem.log.FaultyDisk;
import dev.mainstem.systems.notifications.EndpointCommand.AddEndpoint;
import dev.mainstem.systems.notifications.EndpointCommand.DropEndpoint;
import dev.mainstem.systems.notifications.EndpointCommand.EnableEndpoint;
import dev.mainstem.systems.notifications.Handover.State;
import dev.mainstem.systems.notifications.WebhookCommand.Announce;
import dev.mainstem.systems.notifications.WebhookCommand.Replay;
import dev.mainstem.systems.notifications.WebhookCommand.Resend;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How endpoints are told, stepped on one thread at a time of the test's own. */
class WebhookProcessTest {
  private static final String WELL = "https://well.example/";
  private static final String ILL = "https://ill.example/";
  private static final Receipt OK = new Receipt(200, "thanks", Optional.empty(), 3);

  @TempDir private Path directory;
  private final Receivers receivers = new Receivers();
  private final Notifications notifications =
      new Notifications(NtfyHouse.ground(receivers, Mailer.closed(), Seals.none()));
  private Stepped.Ground ground;
  private Stepped house;

  /** Everybody who is told; each answers as the test says, by the number of the letter. */
  private static final class Receivers implements Outgoing {
    private final Map<String, IntFunction<Receipt>> answers = new HashMap<>();
    private final Map<String, List<String>> told = new HashMap<>();
    private final List<CompletableFuture<Receipt>> hanging = new ArrayList<>();

    List<String> told(String url) {
      return told.getOrDefault(url, List.of());
    }

    @Override
    public URI check(String url, String pointer) {
      return URI.create(url);
    }

    /** One that is answered null never hears the end of it. */
    @Override
    public CompletionStage<Receipt> post(Letter letter, Signer signer) {
      var all = told.computeIfAbsent(letter.url(), url -> new ArrayList<>());
      all.add(new String(letter.body(), StandardCharsets.UTF_8).replaceAll(".*data\":|}$", ""));
      var answer = answers.getOrDefault(letter.url(), n -> OK).apply(all.size());
      if (answer != null && answer.status() == 0) {
        return CompletableFuture.failedFuture(new IOException("no route to host"));
      }
      var future = new CompletableFuture<Receipt>();
      if (answer == null) hanging.add(future);
      else future.complete(answer);
      return future;
    }
  }

  private static Receipt status(int status) {
    return new Receipt(status, "no", Optional.empty(), 3);
  }

  @BeforeEach
  void open() {
    ground = Stepped.Ground.on(directory, new FaultyDisk(7));
    house = new Stepped(ground, List.of(notifications));
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private void restart() throws Exception {
    house.close();
    house = new Stepped(ground, List.of(notifications));
  }

  private String endpoint(String url, boolean ordered, String... types) {
    var question = house.settled("notifications", new AddEndpoint(url, Set.of(types), "", ordered));
    return ((Endpoint) ((Answer.Done) question.answer()).value()).id();
  }

  private String announce(String type, String key, String payload) {
    var command = new Announce(type, Optional.ofNullable(key), payload);
    var question = house.settled("notifications", command);
    return ((Announcement) ((Answer.Done) question.answer()).value()).id();
  }

  private Handover handover(String message, String endpoint) {
    return house.read(
        notifications, known -> known.handovers.get(new Handover.Key(message, endpoint)));
  }

  private List<Attempt> attempts(String message) {
    return house.read(
        notifications,
        known ->
            known.attempts.scan(Span.of(message), 100).stream().map(row -> row.value()).toList());
  }

  private void pass(Duration time) {
    house.later(time);
  }

  @Test
  void of_an_endpoint_that_is_dropped_nothing_is_kept() throws Exception {
    receivers.answers.put(ILL, n -> n == 1 ? null : status(500));
    var ill = endpoint(ILL, true, "order.paid");
    var well = endpoint(WELL, false, "order.paid");
    for (int n = 0; n < 250; n++) announce("order.paid", "key-" + n % 3, "" + n);
    house.settled("notifications", new DropEndpoint(ill));
    int told = receivers.told(ILL).size();
    receivers.hanging.forEach(each -> each.complete(OK));
    restart();
    pass(Duration.ofHours(30));
    assertEquals(0, kept(ill));
    assertEquals(250, kept(well));
    assertEquals(told, receivers.told(ILL).size());
    assertEquals(List.of(), house.engine().processes().deadLetters(10));
  }

  /** Rows of what an endpoint was told, or is to be. */
  private int kept(String endpoint) {
    return house.read(
        notifications,
        known -> {
          int due = known.due.scan(Span.of(endpoint), 500).size();
          int lines = known.lines.scan(Span.of(endpoint), 500).size();
          var attempts = known.attempts.scan(Span.of(), 1_000).stream();
          long tried = attempts.filter(row -> row.value().endpoint().equals(endpoint)).count();
          var handovers = known.byEndpoint.page(endpoint, Page.first(500)).items();
          boolean lane = known.lanes.find(endpoint).isPresent() && handovers.isEmpty();
          return (int) Math.max(tried, handovers.size()) + due + lines + (lane ? 1 : 0);
        });
  }

  @Test
  void who_wants_a_type_is_told_once_and_nobody_else() {
    var paid = endpoint(WELL, false, "order.paid");
    endpoint(ILL, false, "user.*");
    var message = announce("order.paid", null, "{\"n\":1}");
    assertEquals(List.of("{\"n\":1}"), receivers.told(WELL));
    assertEquals(List.of(), receivers.told(ILL));
    assertEquals(State.TAKEN, handover(message, paid).state());
    assertEquals("thanks", attempts(message).get(0).said());
    announce("user.left", null, "2");
    assertEquals(List.of("2"), receivers.told(ILL));
  }

  @Test
  void attempts_follow_the_schedule_with_some_chance_and_have_an_end() throws Exception {
    receivers.answers.put(WELL, n -> status(500));
    var id = endpoint(WELL, false);
    var message = announce("a", null, "1");
    var waits = new ArrayList<Long>();
    for (int n = 1; n < 10; n++) {
      var at = attempts(message).get(n - 1).at();
      waits.add(Duration.between(at, handover(message, id).due().orElseThrow()).toSeconds());
      if (n == 3) restart();
      var part = Duration.ofSeconds(Math.max(1, waits.get(n - 1) / 20));
      for (int i = 0; i < 60 && attempts(message).size() == n; i++) pass(part);
    }
    var least = List.of(5L, 300L, 1_800L, 7_200L, 18_000L, 36_000L, 50_400L, 72_000L, 86_400L);
    for (int i = 0; i < least.size(); i++) {
      assertTrue(waits.get(i) >= least.get(i), i + ": " + waits);
      assertTrue(waits.get(i) <= least.get(i) * 11 / 10 + 1, i + ": " + waits);
    }
    for (int i = 0; i < 30; i++) pass(Duration.ofHours(1));
    assertEquals(10, attempts(message).size());
    assertEquals(State.GIVEN_UP, handover(message, id).state());
  }

  @Test
  void who_says_when_to_come_again_is_left_alone_until_then() {
    var wish = Optional.of(Duration.ofMinutes(10));
    receivers.answers.put(WELL, n -> n == 1 ? new Receipt(429, "", wish, 1) : OK);
    var id = endpoint(WELL, false);
    var message = announce("a", null, "1");
    announce("a", null, "2");
    pass(Duration.ofMinutes(9));
    assertEquals(1, receivers.told(WELL).size());
    pass(Duration.ofMinutes(4));
    assertEquals(State.TAKEN, handover(message, id).state());
    assertEquals(Set.of("1", "2"), Set.copyOf(receivers.told(WELL)));
  }

  @Test
  void who_is_gone_is_told_nothing_more_until_enabled() {
    receivers.answers.put(WELL, n -> n == 1 ? status(410) : OK);
    var id = endpoint(WELL, false);
    var message = announce("a", null, "1");
    assertEquals(State.GIVEN_UP, handover(message, id).state());
    assertFalse(house.read(notifications, known -> known.endpoints.get(id)).enabled());
    announce("a", null, "2");
    assertEquals(1, receivers.told(WELL).size());
    house.settled("notifications", new EnableEndpoint(id));
    announce("a", null, "3");
    assertEquals(List.of("1", "3"), receivers.told(WELL));
  }

  @Test
  void who_never_answers_holds_up_nobody_else() {
    receivers.answers.put(ILL, n -> null);
    endpoint(ILL, false);
    endpoint(WELL, false);
    for (int i = 0; i < 200; i++) announce("a", null, "" + i);
    assertEquals(200, receivers.told(WELL).size());
    assertTrue(receivers.told(ILL).size() <= Lane.BATCH, "one batch is on its way, and no more");
  }

  @Test
  void who_has_no_answer_for_us_is_tried_with_one_message_and_less_and_less_often() {
    receivers.answers.put(ILL, n -> status(0));
    var id = endpoint(ILL, false);
    for (int i = 0; i < 50; i++) announce("a", null, "" + i);
    int before = receivers.told(ILL).size();
    assertTrue(before <= 10, before + " were tried");
    pass(Duration.ofHours(1));
    int tried = receivers.told(ILL).size() - before;
    assertTrue(tried >= 5 && tried <= 20, tried + " were tried in an hour");
    receivers.answers.put(ILL, n -> OK);
    for (int i = 0; i < 4; i++) pass(Duration.ofHours(1));
    var open =
        house.read(
            notifications,
            known ->
                known.handovers.scan(Span.of(), 100).stream()
                    .filter(row -> row.value().state() != State.TAKEN)
                    .count());
    assertEquals(0, open, id);
  }

  @Test
  void messages_of_one_key_come_in_order_though_the_first_fails() {
    receivers.answers.put(WELL, n -> n <= 2 ? status(400) : OK);
    endpoint(WELL, true);
    for (int i = 0; i < 5; i++) announce("a", "k", "" + i);
    for (int i = 0; i < 5; i++) announce("a", null, "\"free\"");
    for (int i = 0; i < 4; i++) pass(Duration.ofHours(1));
    var taken = receivers.told(WELL).stream().filter(told -> !told.equals("\"free\"")).toList();
    assertEquals(IntStream.range(0, 5).mapToObj(i -> "" + i).toList(), unique(taken));
    assertTrue(taken.size() > 5, "the first was tried again");
  }

  private static List<String> unique(List<String> all) {
    return all.stream().distinct().toList();
  }

  @Test
  void a_message_can_be_sent_once_more_and_all_since_a_time() {
    var id = endpoint(WELL, false);
    var first = announce("a", null, "1");
    house.settled("notifications", new Resend(first, id));
    assertEquals(List.of("1", "1"), receivers.told(WELL));
    pass(Duration.ofHours(1));
    var from = Instant.EPOCH.plusNanos(house.nanos().get());
    for (int i = 0; i < 450; i++) announce("b", null, "" + i);
    var late = endpoint(ILL, false, "b");
    house.settled("notifications", new Replay(late, from));
    assertEquals(450, receivers.told(ILL).size());
    assertEquals(450, unique(receivers.told(ILL)).size());
    assertTrue(house.engine().verification().run().sound());
  }

  @Test
  void what_was_on_its_way_when_the_house_fell_is_sent_again() throws Exception {
    receivers.answers.put(WELL, n -> n == 1 ? null : OK);
    var id = endpoint(WELL, false);
    var message = announce("a", null, "1");
    restart();
    house.settle();
    pass(Duration.ofMinutes(1));
    assertEquals(State.TAKEN, handover(message, id).state());
    assertEquals(2, receivers.told(WELL).size());
  }
}
