package dev.mainstem.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.engine.Mishaps.Bug;
import dev.mainstem.engine.Mishaps.Fail;
import dev.mainstem.engine.Mishaps.Heap;
import dev.mainstem.engine.Mishaps.Num;
import dev.mainstem.engine.Mishaps.Raise;
import dev.mainstem.engine.Stepped.Question;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.FaultyDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a writer does with one question, whatever the question does. */
class WriterTest {
  private static final long ANY = Long.MAX_VALUE;

  @TempDir private Path data;

  private final FaultyDisk disk = new FaultyDisk(1);
  private Stepped.Ground ground;
  private Stepped house;

  @BeforeEach
  void open() {
    ground = Stepped.Ground.on(data, disk);
    house = new Stepped(ground, List.of(new Mishaps()));
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private void reopen() throws Exception {
    house.close();
    house = new Stepped(ground.with(disk.killed()), List.of(new Mishaps()));
  }

  private static Num num(Question question) {
    assertTrue(question.done(), question.problem());
    return (Num) ((Answer.Done) question.answer()).value();
  }

  private Num raise(String key) {
    return num(house.settled("mishaps", new Raise(key, ANY)));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"IN_DECIDE", "IN_APPLY", "IN_ANSWER", "OVERFLOW", "ASSERTION", "TWO_JOURNALS"})
  void a_bug_costs_one_request_and_leaves_no_trace(Bug bug) {
    raise("a");
    var before = house.ask("mishaps", new Raise("a", ANY));
    var broken = house.ask("mishaps", new Fail("a", bug), "an id");
    var after = house.ask("mishaps", new Raise("a", ANY));
    house.settle();
    assertEquals(2, num(before).n());
    assertEquals("house/broken", broken.problem());
    assertEquals(3, num(after).n());
    assertEquals("house/broken", again(new Fail("a", bug), "an id").problem());
    assertEquals("", house.engine().broken());
  }

  @Test
  void an_answer_too_large_to_remember_is_refused_and_nothing_happened() {
    var asked = again(new Fail("a", Bug.HUGE_ANSWER), "an id");
    assertEquals("house/too-large", asked.problem());
    assertEquals(1, raise("a").n());
  }

  @Test
  void an_answer_too_long_for_a_frame_is_remembered_all_the_same() throws Exception {
    var first = house.ask("mishaps", new Fail("a", Bug.LONG_ANSWER), "an id");
    house.settle();
    assertTrue(first.done(), first.problem());
    reopen();
    var second = house.ask("mishaps", new Fail("a", Bug.LONG_ANSWER), "an id");
    house.settle();
    assertReplayed(first, second);
  }

  @Test
  void an_event_too_large_for_a_frame_is_refused_and_nothing_happened() {
    var asked = house.settled("mishaps", new Fail("a", Bug.HUGE_EVENT));
    assertEquals("house/too-large", asked.problem());
    assertEquals(1, raise("a").n());
  }

  @Test
  void an_answer_waits_for_the_disk_and_so_does_a_refusal_that_rests_on_it() {
    var writer = house.engine().writers().get("mishaps");
    var first = house.ask("mishaps", new Raise("a", 1));
    var second = house.ask("mishaps", new Raise("a", 1));
    writer.step();
    writer.step();
    assertNull(first.answer());
    assertNull(second.answer());
    house.settle();
    assertEquals(1, num(first).n());
    assertEquals("mishaps/enough", second.problem());
  }

  private Question again(dev.mainstem.kernel.Command<?, ?> command, String id) {
    var question = house.ask("mishaps", command, id);
    house.settle();
    return question;
  }

  @Test
  void a_question_asked_twice_in_flight_happens_once() {
    var first = house.ask("mishaps", new Raise("a", ANY), "an id");
    var second = house.ask("mishaps", new Raise("a", ANY), "an id");
    house.settle();
    assertReplayed(first, second);
  }

  @Test
  void a_question_asked_again_later_and_after_a_restart_happens_once() throws Exception {
    var first = again(new Raise("a", ANY), "an id");
    assertReplayed(first, again(new Raise("a", ANY), "an id"));
    reopen();
    assertReplayed(first, again(new Raise("a", ANY), "an id"));
    assertEquals("house/id-reused", again(new Raise("b", ANY), "an id").problem());
    assertEquals(2, raise("a").n());
  }

  private static void assertReplayed(Question first, Question second) {
    var told = (Answer.Done) first.answer();
    assertEquals(new Answer.Done(told.value(), told.position(), true), second.answer());
  }

  @Test
  void an_id_is_forgotten_after_a_day_of_log_time_and_can_be_used_anew() throws Exception {
    again(new Raise("a", ANY), "an id");
    house.nanos().addAndGet(Duration.ofHours(23).toNanos());
    assertEquals(1, num(again(new Raise("a", ANY), "an id")).n());
    house.nanos().addAndGet(Duration.ofHours(2).toNanos());
    var anew = again(new Raise("a", ANY), "an id");
    assertEquals(2, num(anew).n());
    assertReplayed(anew, again(new Raise("a", ANY), "an id"));
    reopen();
    assertReplayed(anew, again(new Raise("a", ANY), "an id"));
  }

  @Test
  void an_id_used_again_after_a_day_is_known_by_its_newer_use_also_without_tables()
      throws Exception {
    house.ask("mishaps", new Heap("a"), "an id");
    house.settle();
    house.nanos().addAndGet(Duration.ofHours(25).toNanos());
    house.ask("mishaps", new Raise("a", ANY), "an id");
    house.settle();
    house.close();
    dev.mainstem.store.Store.remove(ground.data().resolve("tables"));
    house = new Stepped(ground.with(disk.killed()), List.of(new Mishaps()));
    var again = house.ask("mishaps", new Raise("a", ANY), "an id");
    house.settle();
    assertTrue(again.answer() instanceof Answer.Done done && done.again(), again.problem());
  }

  @Test
  void an_id_belongs_to_one_tenant() {
    again(new Raise("a", ANY), "an id");
    var once = Optional.of(new Asked.Once("an id", new byte[] {1}));
    var other = house.ask("mishaps", new Raise("a", ANY), new Tenant("other"), once);
    house.settle();
    assertEquals(1, num(other).n());
  }

  @Test
  void time_stands_still_while_the_clock_is_behind_and_takes_a_jump_ahead() throws Exception {
    var began = raise("a").at();
    house.nanos().addAndGet(-Duration.ofHours(1).toNanos());
    var behind = raise("a").at();
    assertTrue(!behind.isBefore(began), behind + " is before " + began);
    assertTrue(behind.isBefore(began.plusSeconds(1)));
    reopen();
    var stillBehind = raise("a").at();
    assertTrue(!stillBehind.isBefore(behind), stillBehind + " is before " + behind);
    house.nanos().addAndGet(Duration.ofHours(2).toNanos());
    assertTrue(raise("a").at().isAfter(began.plus(Duration.ofMinutes(59))));
  }

  @Test
  void time_stands_still_also_if_the_clock_is_turned_back_before_the_commit() throws Exception {
    var decided = house.ask("mishaps", new Raise("a", ANY));
    house.stepWriter("mishaps");
    ground.skew().addAndGet(-Duration.ofHours(1).toNanos());
    house.settle();
    reopen();
    var later = raise("a").at();
    assertTrue(!later.isBefore(num(decided).at()), later + " is before " + num(decided).at());
  }

  @Test
  void a_full_inbox_is_busy_until_something_was_answered() throws Exception {
    house.close();
    ground = ground.inbox(3);
    house = new Stepped(ground.with(disk.killed()), List.of(new Mishaps()));
    var taken = new ArrayList<Question>();
    for (int i = 0; i < 3; i++) taken.add(house.ask("mishaps", new Raise("a", ANY)));
    assertEquals("house/busy", house.ask("mishaps", new Raise("a", ANY)).problem());
    house.settle();
    for (var question : taken) num(question);
    assertEquals(4, raise("a").n());
    assertEquals(0, house.engine().writers().get("mishaps").waiting());
  }

  @Test
  void tenants_have_their_turns() {
    var inbox = new Inbox<String>(100);
    for (int i = 0; i < 4; i++) inbox.add(new Tenant("noisy"), "noisy " + i);
    inbox.add(new Tenant("quiet"), "quiet");
    inbox.add(new Tenant("other"), "other");
    var turns = new ArrayList<String>();
    for (var next = inbox.poll(); next != null; next = inbox.poll()) turns.add(next);
    assertEquals(List.of("noisy 0", "quiet", "other", "noisy 1", "noisy 2", "noisy 3"), turns);
  }

  @Test
  void events_of_both_journals_are_decided_in_turn_and_found_after_a_kill() throws Exception {
    for (int i = 0; i < 20; i++) {
      house.ask("mishaps", new Raise("a", ANY));
      house.ask("mishaps", new Heap("a"));
    }
    house.settle();
    reopen();
    assertEquals(21, raise("a").n());
    var now = dev.mainstem.store.Store.Reader.of(Stepped.TENANT);
    long heaped = house.engine().store().read(new Mishaps(), now, known -> known.heaped("a"));
    assertEquals(20, heaped);
    assertTrue(raise("b").at().isAfter(Instant.EPOCH));
  }
}
