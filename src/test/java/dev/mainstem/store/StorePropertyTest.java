package dev.mainstem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Keys;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Shelf.Count;
import dev.mainstem.store.Shelf.Thing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The store against plain sorted maps: decisions kept and dropped, folded in groups of any size,
 * settled late, flushed, lost in a crash and replayed, in any order a seed makes. After every step
 * the writer, a reader and a reader of the past must see what the maps say.
 */
class StorePropertyTest {
  private static final int SEEDS = Integer.getInteger("store.seeds", 10);
  private static final int STEPS = 160;
  private static final Tenant ANN = new Tenant("ann");
  private static final Tenant BOB = new Tenant("bob");
  private static final List<Tenant> TENANTS = List.of(ANN, BOB);

  @TempDir private Path directory;

  @Test
  void the_tables_are_sorted_maps() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      try (var run = new Run(seed, directory.resolve("seed-" + seed))) {
        run.all();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /** One change of one row. */
  private interface Change {
    void on(Shelf.Known known);
  }

  /** One decision as the log keeps it. */
  private record Kept(String journal, Tenant tenant, long last, List<Change> changes) {}

  /** One house through several lives. Every even seed has a cache for a handful of rows only. */
  private static final class Run implements AutoCloseable {
    private final SplittableRandom random;
    private final Path directory;
    private final long cacheBytes;
    private final Shelf shelf = new Shelf();
    private final Map<String, List<Kept>> log = new HashMap<>();
    private final Map<String, Map<Long, Sorted>> states = new HashMap<>();
    private final List<Commit> unfolded = new ArrayList<>();
    private Sorted decided = new Sorted(TENANTS);
    private int lives;
    private Store store;
    private Desk<Shelf.Known> desk;

    Run(int seed, Path directory) throws IOException {
      this.random = new SplittableRandom(seed);
      this.directory = directory;
      this.cacheBytes = seed % 2 == 0 ? 2_000 : 8 << 20;
      for (var journal : List.of(JournalSpec.MAIN, Shelf.HEAP)) {
        log.put(journal, new ArrayList<>());
        states.put(journal, new HashMap<>(Map.of(0L, new Sorted(TENANTS))));
      }
      open(Files.createDirectories(directory.resolve("0")));
    }

    private void open(Path at) {
      store =
          new Store(
              new StoreSettings(at, cacheBytes, () -> {}), new Codec(), new Keys(), List.of(shelf));
      desk = store.desk(shelf);
    }

    void all() throws Exception {
      for (int step = 0; step < STEPS; step++) {
        int what = random.nextInt(20);
        if (what < 11) commit(random.nextInt(4) == 0);
        else if (what < 15) fold();
        else if (what < 17) desk.settle();
        else if (what < 18) store.checkpoint(true);
        else if (what < 19 && random.nextInt(4) == 0) crash();
        compare();
      }
    }

    private void commit(boolean dropped) {
      var journal = random.nextInt(4) == 0 ? Shelf.HEAP : JournalSpec.MAIN;
      var tenant = TENANTS.get(random.nextInt(2));
      var next = decided.copy();
      long last = last(journal) + 1 + random.nextInt(3);
      var changes = new ArrayList<Change>();
      desk.begin(journal);
      for (int i = random.nextInt(6); i >= 0; i--) {
        boolean heap = journal.equals(Shelf.HEAP);
        var change = heap ? count(next, tenant, last) : any(next, tenant, last);
        changes.add(change);
        change.on(desk.known(tenant));
        if (random.nextInt(3) == 0) writer(next, tenant, true);
      }
      if (dropped) desk.drop();
      else keep(new Kept(journal, tenant, last, changes), next);
    }

    private void keep(Kept kept, Sorted next) {
      var journal = kept.journal();
      long before = last(journal);
      desk.open().at(kept.last());
      unfolded.add(desk.keep());
      decided = next;
      log.get(journal).add(kept);
      for (long p = before + 1; p < kept.last(); p++) {
        states.get(journal).put(p, states.get(journal).get(before));
      }
      states.get(journal).put(kept.last(), next.copy());
    }

    private long last(String journal) {
      var all = log.get(journal);
      return all.isEmpty() ? 0 : all.get(all.size() - 1).last();
    }

    private Change any(Sorted next, Tenant tenant, long last) {
      int what = random.nextInt(10);
      if (what >= 8) return name(next, tenant);
      var spot = Checks.spot(random);
      if (what < 3) {
        next.things.get(tenant).remove(spot);
        return known -> known.things.remove(spot);
      }
      var tags = new HashSet<String>();
      for (int i = random.nextInt(3); i > 0; i--) tags.add(Checks.word(random));
      var thing = new Thing(Checks.word(random), random.nextInt(8) - 1, tags);
      next.things.get(tenant).put(spot, new dev.mainstem.kernel.Row<>(spot, thing, last));
      return known -> known.things.put(spot, thing);
    }

    private Change name(Sorted next, Tenant tenant) {
      var name = Checks.word(random);
      if (random.nextBoolean()) {
        next.names.put(name, tenant);
        return known -> known.names.take(name);
      }
      next.names.remove(name);
      return known -> known.names.release(name);
    }

    private Change count(Sorted next, Tenant tenant, long last) {
      var key = Checks.word(random);
      if (random.nextInt(4) == 0) {
        next.counts.get(tenant).remove(key);
        return known -> known.counts.remove(key);
      }
      var count = new Count(random.nextInt(100));
      next.counts.get(tenant).put(key, new dev.mainstem.kernel.Row<>(key, count, last));
      return known -> known.counts.put(key, count);
    }

    private void fold() {
      int most = random.nextInt(unfolded.size() + 1);
      var group = new ArrayList<>(unfolded.subList(0, most));
      unfolded.subList(0, most).clear();
      store.fold(group, upTo(group));
    }

    private static Map<String, Long> upTo(List<Commit> group) {
      Map<String, Long> upTo = new HashMap<>();
      for (var commit : group) upTo.put(commit.journal(), commit.last());
      return upTo;
    }

    /** What was flushed stays, as after a kill; the rest comes back from the log. */
    private void crash() throws Exception {
      var old = directory.resolve(Integer.toString(lives));
      var copy = directory.resolve(Integer.toString(++lives));
      KilledTables.copy(old, copy);
      store.close();
      open(copy);
      unfolded.clear();
      for (var journal : log.keySet()) replay(journal, store.ledger().position(journal));
    }

    private void replay(String journal, long from) {
      var group = new ArrayList<Commit>();
      for (var kept : log.get(journal)) {
        if (kept.last() <= from) continue;
        desk.begin(journal);
        desk.open().at(kept.last());
        for (var change : kept.changes()) change.on(desk.known(kept.tenant()));
        group.add(desk.keep());
      }
      store.fold(group, Map.of(journal, last(journal)));
      desk.settle();
    }

    private void compare() {
      var tenant = TENANTS.get(random.nextInt(2));
      writer(decided, tenant, false);
      long main = store.visible(JournalSpec.MAIN);
      var heap = states.get(Shelf.HEAP).get(store.visible(Shelf.HEAP));
      var published = states.get(JournalSpec.MAIN).get(main).with(heap);
      var now = Store.Reader.of(tenant);
      store.read(shelf, now, known -> new Checks(random, known, tenant).same(published));
      memory(published, now);
      past(now, heap);
    }

    /** Revisions of a decision still being made are not known yet. */
    private void writer(Sorted expected, Tenant tenant, boolean open) {
      new Checks(random, desk.known(tenant), tenant).undecided(open).same(expected);
    }

    private void memory(Sorted published, Store.Reader now) {
      try {
        store.read(
            shelf,
            now.inMemory(),
            known -> new Checks(random, known, now.tenant()).points(published));
      } catch (Miss elsewhere) {
        assertEquals("not in memory", elsewhere.getMessage());
      }
    }

    private void past(Store.Reader now, Sorted heap) {
      long main = store.visible(JournalSpec.MAIN);
      long from = random.nextInt(8) == 0 ? 0 : Math.max(0, main - 3);
      for (long p = from; p <= main; p++) {
        var at = Optional.of(AsOf.of(new Position(JournalSpec.MAIN, p)));
        var then = states.get(JournalSpec.MAIN).get(p).with(heap);
        var reader = new Store.Reader(now.tenant(), at, false);
        try {
          store.read(shelf, reader, known -> new Checks(random, known, now.tenant()).same(then));
        } catch (AssertionError e) {
          throw new AssertionError("as of " + p + " of " + main, e);
        }
      }
    }

    @Override
    public void close() throws Exception {
      store.close();
    }
  }
}
