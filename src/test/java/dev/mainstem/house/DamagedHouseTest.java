package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Stepped;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.log.FaultyDisk;
import dev.mainstem.log.LogCorrupt;
import dev.mainstem.store.KilledTables;
import dev.mainstem.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The log of a stopped house is cut or changed anywhere, with its tables as they were and without:
 * the house opens on an exact beginning of what it knew, or refuses and names the position.
 */
class DamagedHouseTest {
  private static final int PAYMENTS = 12;
  private static final int HEADER = 4096;
  private static final boolean FULL = Boolean.getBoolean("full");

  @TempDir private Path data;
  @TempDir private Path copies;

  private final FaultyDisk whole = new FaultyDisk(1);
  private Stepped.Ground ground;
  private Path segment;
  private byte[] bytes;
  private int end;
  private int refused;

  @BeforeEach
  void build() throws Exception {
    ground = Stepped.Ground.on(data, whole);
    try (var house = new Stepped(ground, List.of(new Till()))) {
      for (int i = 0; i < PAYMENTS; i++) {
        var paid = house.ask("till", pay(i), "pay-" + i);
        house.settle();
        assertTrue(paid.done(), paid.problem());
      }
    }
    KilledTables.copy(data.resolve("tables"), copies.resolve("kept"));
    Files.createDirectories(copies.resolve("none"));
    segment = data.resolve("log/main/00000000000000000001.seg");
    bytes = whole.bytes(segment);
    end = bytes.length;
    while (bytes[end - 1] == 0) end--;
  }

  @Test
  void a_log_cut_anywhere_is_an_exact_beginning_or_is_refused() throws Exception {
    for (int at = HEADER; at <= end; at += FULL ? 1 : 29) {
      var cut = Arrays.copyOf(bytes, bytes.length);
      Arrays.fill(cut, at, cut.length, (byte) 0);
      damaged(at % 2 == 0 ? cut : Arrays.copyOf(bytes, at), at);
    }
  }

  @Test
  void a_log_with_a_flipped_bit_is_an_exact_beginning_or_is_refused() throws Exception {
    int cases = 0;
    for (int at = 0; at < end; at += at < HEADER ? 512 : FULL ? 1 : 29) {
      var flipped = bytes.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      damaged(flipped, at);
      cases++;
    }
    assertTrue(refused > cases / 2, refused + " of " + cases + " refused");
  }

  @Test
  void what_was_cut_off_was_never_answered_and_can_be_asked_again() throws Exception {
    whole.killed().put(segment, Arrays.copyOf(bytes, (HEADER + end) / 2));
    try (var house = new Stepped(ground.with(whole), List.of(new Till()))) {
      exactBeginning(house);
      long lost = house.engine().journals().get(JournalSpec.MAIN).last() / 2;
      assertTrue(lost < PAYMENTS);
      var again = house.ask("till", pay(lost), "pay-" + lost);
      house.settle();
      assertFalse(((Answer.Done) again.answer()).again());
      exactBeginning(house);
    }
  }

  private static Till.Pay pay(long i) {
    return new Till.Pay(i, i % 3, 5, 10);
  }

  private void damaged(byte[] bytes, int at) throws Exception {
    whole.killed().put(segment, bytes);
    KilledTables.copy(copies.resolve(at % 3 == 0 ? "none" : "kept"), data.resolve("tables"));
    try (var house = new Stepped(ground.with(whole), List.of(new Till()))) {
      exactBeginning(house);
    } catch (LogCorrupt e) {
      assertTrue(e.getMessage().contains("position " + e.position()), e.getMessage());
      assertTrue(e.segment().startsWith("main/"), e.segment());
      refused++;
    } catch (AssertionError e) {
      throw new AssertionError("damaged at " + at, e);
    }
  }

  private static void exactBeginning(Stepped house) {
    long last = house.engine().journals().get(JournalSpec.MAIN).last();
    assertEquals(0, last % 2, "a payment is two events or none");
    long payments = last / 2;
    house
        .engine()
        .store()
        .read(
            new Till(),
            Store.Reader.of(Stepped.TENANT),
            known -> {
              assertEquals(payments, known.paid());
              assertEquals(Till.CENTS + 10 * payments, known.cents(5));
              return null;
            });
  }
}
