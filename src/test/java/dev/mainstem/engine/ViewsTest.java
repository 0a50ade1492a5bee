package dev.mainstem.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.engine.Scores.Known;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.FaultyDisk;
import dev.mainstem.store.AsOf;
import dev.mainstem.store.Miss;
import dev.mainstem.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What views and working states promise. */
class ViewsTest {
  @TempDir private Path directory;
  private FaultyDisk disk;
  private Stepped.Ground ground;
  private Stepped house;

  @BeforeEach
  void open() {
    disk = new FaultyDisk(5);
    ground = Stepped.Ground.on(directory, disk);
    house = new Stepped(ground, List.of(new Scores()));
    Known.made = 0;
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private <R> R read(Store.Reader reader, Function<Known, R> read) {
    return house.engine().store().read(new Scores(), reader, read);
  }

  private List<String> best() {
    return read(Store.Reader.of(Stepped.TENANT), known -> known.best.now());
  }

  private void score(String match, String by) {
    assertTrue(house.settled("scores", new Scores.Score(match, by)).done());
  }

  private List<Path> saves() throws IOException {
    try (var files = Files.list(directory.resolve("views/scores/best"))) {
      return files.toList();
    }
  }

  @Test
  void a_view_shows_each_tenant_its_own() {
    score("m1", "ann");
    house.ask("scores", new Scores.Score("m1", "zoe"), new Tenant("other"), Optional.empty());
    house.settle();
    assertEquals(List.of("ann 1"), best());
    assertEquals(
        List.of("zoe 1"), read(Store.Reader.of(new Tenant("other")), known -> known.best.now()));
    assertEquals(List.of(), read(Store.Reader.of(new Tenant("nobody")), known -> known.best.now()));
  }

  @Test
  void nobody_sees_a_view_that_is_older_than_the_tables() {
    score("m1", "ann");
    house.ask("scores", new Scores.Score("m1", "bob"));
    // The tables have moved on and the view has not: memory alone must not answer.
    while (house.engine().store().visible("main") < 2) {
      house.engine().writers().get("scores").step();
      house.engine().stepLog();
      house.engine().stepTables(() -> false);
    }
    var inMemory = Store.Reader.of(Stepped.TENANT).inMemory();
    assertThrows(Miss.class, () -> read(inMemory, known -> known.best.now()));
    house.settle();
    assertEquals(List.of("ann 1", "bob 1"), best());
  }

  @Test
  void a_view_goes_on_from_what_was_saved() throws Exception {
    score("m1", "ann");
    score("m2", "ann");
    house.close();
    assertEquals(1, saves().size());
    // What was saved counts, and not the log: so this is what is found.
    Files.writeString(saves().get(0).resolve("tacme/sums"), "eve 7\n");
    house = new Stepped(ground, List.of(new Scores()));
    assertEquals(List.of("eve 7"), best());
    score("m3", "eve");
    assertEquals(List.of("eve 8"), best());
  }

  @Test
  void a_view_without_a_usable_save_is_made_anew_from_the_log() throws Exception {
    score("m1", "ann");
    house.close();
    Files.writeString(saves().get(0).resolve("tacme/sums"), "nonsense");
    house = new Stepped(ground, List.of(new Scores()));
    house.settle();
    assertEquals(List.of("ann 1"), best());
  }

  @Test
  void a_save_that_rests_on_what_a_power_loss_took_is_not_used() throws Exception {
    score("m1", "ann");
    house.close();
    var ahead = saves().get(0);
    Files.move(ahead, ahead.resolveSibling("99-1"));
    house = new Stepped(ground, List.of(new Scores()));
    house.settle();
    assertEquals(List.of("ann 1"), best());
  }

  @Test
  void a_view_follows_a_journal_that_is_forced_later() {
    house.settled("scores", new Scores.Shout("bob"));
    assertEquals(
        List.of("bob 1"), read(Store.Reader.of(Stepped.TENANT), known -> known.loudest.now()));
    assertEquals(List.of(), best());
  }

  @Test
  void a_bug_stops_its_view_and_nothing_else() {
    score("m1", "ann");
    house.settled("scores", new Scores.Break());
    var no = assertThrows(Refusal.class, this::best);
    assertEquals("system-stopped", no.problem().name());
    score("m1", "bob");
    house.settled("scores", new Scores.Shout("bob"));
    assertEquals(1, read(Store.Reader.of(Stepped.TENANT), known -> known.loudest.now()).size());
  }

  @Test
  void a_view_has_no_past_and_says_so() {
    score("m1", "ann");
    var then = AsOf.of(new Position("main", 1));
    var reader = new Store.Reader(Stepped.TENANT, Optional.of(then), false);
    var no = assertThrows(Refusal.class, () -> read(reader, known -> known.best.now()));
    assertEquals("as-of-not-kept", no.problem().name());
  }

  @Test
  void a_rule_may_not_read_a_view_nor_a_reader_a_working_state() {
    assertEquals("house/broken", house.settled("scores", new Scores.Peek()).problem());
    var reader = Store.Reader.of(Stepped.TENANT);
    assertThrows(IllegalStateException.class, () -> read(reader, known -> known.matches.of("m1")));
  }

  @Test
  void a_working_state_is_made_once_and_then_follows() {
    for (int i = 0; i < 3; i++) score("m1", "ann");
    assertEquals(1, Known.made);
    assertEquals("scores/enough", house.settled("scores", new Scores.Score("m1", "x")).problem());
  }

  @Test
  void a_decision_that_fails_on_the_way_leaves_no_trace_in_it() {
    score("m1", "ann");
    house.settled("scores", new Scores.ScoreBadly("m1", "ann"));
    var answer = (Answer.Done) house.settled("scores", new Scores.Score("m1", "ann")).answer();
    assertEquals(2L, answer.value());
  }

  @Test
  void the_state_used_longest_ago_is_made_again_from_the_rows() throws Exception {
    for (var match : List.of("m1", "m2", "m3", "m4")) score(match, "ann");
    assertEquals(4, Known.made);
    score("m1", "bob");
    assertEquals(5, Known.made);
    house.close();
    house = new Stepped(ground, List.of(new Scores()));
    score("m1", "bob");
    assertEquals("scores/enough", house.settled("scores", new Scores.Score("m1", "x")).problem());
  }
}
