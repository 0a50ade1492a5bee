package dev.mainstem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Keys;
import dev.mainstem.kernel.Position;
import dev.mainstem.store.Agenda.Due;
import dev.mainstem.store.Agenda.Tried;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** What is due is found by its line, in the order of time. */
class AgendaTest {
  private static final int ALL = 100;

  /** What was due until November 2026 stood under this. */
  private record ByTime(long time, String journal, long position, String line) {}

  @TempDir private Path directory;
  private final Codec codec = new Codec();
  private final Keys keys = new Keys();
  private Database database;
  private Agenda agenda;

  @BeforeEach
  void open() {
    database = new Database(directory, 1 << 20, () -> {});
    agenda = new Agenda(database, keys, codec, new Memos(database, keys));
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  private static Due due(String system, String line, long time) {
    return new Due(system, time, new Position("main", 100 - time), line, Tried.NEVER);
  }

  private void noted(Due... all) {
    var notes = agenda.notes();
    List.of(all).forEach(notes::due);
    notes.write();
  }

  @Test
  void each_line_has_what_is_due_of_it_the_earliest_first() {
    var late = due("shop", "ship", 30);
    var early = due("shop", "ship", 10);
    var other = due("shop", "shi", 20);
    noted(late, early, other, due("shops", "ship", 1), due("sho", "ship", 1));
    assertEquals(List.of("shi", "ship"), agenda.lines("shop"));
    assertEquals(List.of(early, late), agenda.due("shop", "ship", 30, ALL));
    assertEquals(List.of(early), agenda.due("shop", "ship", 29, ALL));
    assertEquals(List.of(early), agenda.due("shop", "ship", 30, 1));
    assertEquals(List.of(other), agenda.due("shop", "shi", Long.MAX_VALUE - 1, ALL));
    assertEquals(OptionalLong.of(30), agenda.next("shop", "ship", 10));
    assertEquals(OptionalLong.empty(), agenda.next("shop", "ship", 30));
    assertEquals(OptionalLong.empty(), agenda.next("shop", "shi", 20));
    assertEquals(List.of(), agenda.lines("nobody"));
  }

  @Test
  void what_an_earlier_version_noted_is_noted_anew_once() throws RocksDBException {
    var tried = new Tried(2, "out of order");
    var before = new Due("shop", 20, new Position("main", 7), "ship", tried);
    var base = keys.encode("d".getBytes(StandardCharsets.US_ASCII), "shop");
    var key = keys.encode(base, new ByTime(20, "main", 7, "ship"));
    try (var batch = new WriteBatch()) {
      batch.put(database.handle(Database.Family.DUE), key, codec.toCbor(tried));
      database.write(batch);
    }
    noted(due("shop", "ship", 10));
    for (int again = 0; again < 2; again++) {
      agenda.renew("shop");
      assertEquals(List.of(due("shop", "ship", 10), before), agenda.due("shop", "ship", 50, ALL));
      assertNull(database.get(Database.Family.DUE, key));
      var all = new ArrayList<Due>();
      agenda.allDue("shop", all::add);
      assertEquals(2, all.size());
    }
  }
}
