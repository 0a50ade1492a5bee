package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Stepped;
import dev.mainstem.engine.Stepped.Question;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.log.Entry;
import dev.mainstem.log.FaultyDisk;
import dev.mainstem.store.KilledTables;
import dev.mainstem.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The power goes at any operation of a whole house, and the tables come back as they were at some
 * earlier moment, or not at all. Whoever was told that money moved finds it moved, once; what rests
 * on something lost is lost with it. {@code -Dpowerloss.rounds} says how often.
 */
class PowerLossTest {
  private static final Logger LOG = LoggerFactory.getLogger(PowerLossTest.class);
  private static final int ROUNDS = Integer.getInteger("powerloss.rounds", 200);
  private static final int LIVES = 3;

  @TempDir private Path directory;

  /** Every power loss is an error with a stack trace, and there are thousands. */
  @BeforeAll
  static void quietly() {
    for (var each : List.of("dev.mainstem.store", "dev.mainstem.engine")) {
      ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(each)).setLevel(Level.OFF);
    }
  }

  @AfterAll
  static void loudly() {
    for (var each : List.of("dev.mainstem.store", "dev.mainstem.engine")) {
      ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(each)).setLevel(null);
    }
  }

  @Test
  void what_was_told_before_the_power_went_is_true_after_it() throws Exception {
    long payments = 0;
    long ahead = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      var round = new Round(seed, Files.createDirectories(directory.resolve("round-" + seed)));
      try {
        round.run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
      payments += round.told.size();
      ahead += round.ahead;
    }
    LOG.info("{} rounds, {} payments told, tables ahead {} times", ROUNDS, payments, ahead);
  }

  /** One disk through several lives of a house. */
  private static final class Round {
    private final SplittableRandom random;
    private final Path directory;
    private final Map<String, Till.Pay> asked = new HashMap<>();
    private final Map<String, Till.Receipt> told = new HashMap<>();
    private final Map<String, Question> open = new HashMap<>();
    private Stepped.Ground ground;
    private FaultyDisk disk;
    private Stepped house;
    private Path checkpoint;
    private long forcedLooks;
    private long folded;
    private long ahead;
    private int copies;
    private long number;

    Round(long seed, Path directory) throws IOException {
      this.random = new SplittableRandom(seed);
      this.directory = directory;
      this.disk = new FaultyDisk(random.nextLong());
      this.ground = Stepped.Ground.on(directory, disk);
    }

    void run() throws Exception {
      for (int life = 0; life < LIVES; life++) {
        open();
        survived();
        live();
        powerLoss();
      }
      open();
      survived();
      house.close();
    }

    /** Opens the house, the power going once in a while meanwhile. */
    private void open() throws Exception {
      if (random.nextInt(4) == 0) {
        disk.powerFailsAfter(random.nextInt(30));
        try {
          house = new Stepped(ground, List.of(new Till()));
          powerLoss();
        } catch (UncheckedIOException e) {
          assertTrue(e.getCause().getMessage().contains("power"), e.toString());
          disk = disk.powerLoss();
          ground = ground.with(disk);
        }
      }
      house = new Stepped(ground, List.of(new Till()));
    }

    private void live() throws IOException {
      disk.powerFailsAfter(random.nextInt(120));
      for (int n = random.nextInt(150); n > 0 && house.engine().broken().isEmpty(); n--) {
        int what = random.nextInt(20);
        if (what < 6) pay();
        else if (what < 9) house.ask("till", new Till.LookIn(number++));
        else if (what < 18) house.step();
        else if (what < 19) house.nanos().addAndGet(random.nextInt(200_000_000));
        else checkpoint();
        hear();
      }
      if (!house.engine().broken().isEmpty()) house.settle();
      hear();
      forcedLooks = Math.max(forcedLooks, house.engine().journals().get(Till.LOOKS).durable());
    }

    private void pay() {
      long payment = number++;
      var pay =
          new Till.Pay(
              payment,
              random.nextLong(Till.ACCOUNTS),
              random.nextLong(Till.ACCOUNTS),
              random.nextLong(200));
      var key = "pay-" + payment;
      asked.put(key, pay);
      open.put(key, house.ask("till", pay, key));
    }

    private void hear() {
      open.entrySet().removeIf(each -> heard(each.getKey(), each.getValue().answer()));
    }

    private boolean heard(String key, Answer answer) {
      if (answer instanceof Answer.Done done) told.put(key, (Till.Receipt) done.value());
      return answer != null;
    }

    private void checkpoint() throws IOException {
      house.engine().store().checkpoint(true);
      checkpoint = copy();
    }

    /** The tables as a kill would leave them. */
    private Path copy() throws IOException {
      var to = directory.resolve("tables-" + ++copies);
      KilledTables.copy(tables(), to);
      return to;
    }

    private Path tables() {
      return ground.data().resolve("tables");
    }

    /** Tables are found as the last flush left them, as an older one did, not at all, or ahead. */
    private void powerLoss() throws Exception {
      int how = random.nextInt(8);
      var found = how < 4 ? copy() : tables();
      if (how == 4 && checkpoint != null) found = checkpoint;
      if (how == 5) found = Files.createDirectories(directory.resolve("none-" + ++copies));
      long looksFolded = house.engine().store().visible(Till.LOOKS);
      folded = 0;
      var after = disk.powerLoss();
      house.close();
      open.values().forEach(question -> assertTrue(question.answer() != null, "never answered"));
      open.clear();
      checkpoint = null;
      if (found.equals(tables())) folded = looksFolded;
      else KilledTables.copy(found, tables());
      disk = after;
      ground = ground.with(disk);
    }

    private void survived() {
      var engine = house.engine();
      var main = entries(JournalSpec.MAIN);
      var looks = entries(Till.LOOKS);
      long last = engine.journals().get(Till.LOOKS).last();
      assertTrue(last >= forcedLooks, () -> "forced to " + forcedLooks + ", found " + last);
      forcedLooks = last;
      if (folded > last) ahead++;
      var cents = new HashMap<Long, Long>();
      var paid = new HashSet<String>();
      for (var event : main) {
        if (event instanceof Till.Paid.Out out) cents.merge(out.from(), -out.cents(), Long::sum);
        if (!(event instanceof Till.Paid.In in)) continue;
        cents.merge(in.to(), in.cents(), Long::sum);
        assertTrue(paid.add("pay-" + in.payment()), () -> in + " happened twice");
        assertTrue(in.looks() <= looks.size(), () -> in + " rests on a lost look");
      }
      for (var event : looks) {
        var look = (Till.Look.Looked) event;
        assertTrue(look.payments() <= paid.size(), () -> look + " rests on a lost payment");
      }
      assertTrue(paid.containsAll(told.keySet()), () -> "lost of " + told.keySet() + ": " + paid);
      tables(cents, paid.size(), looks.size());
      again(paid);
    }

    private List<Object> entries(String journal) {
      var events = new ArrayList<Object>();
      var names = house.engine().names("till");
      var codec = house.engine().codec();
      try (var tail = house.engine().journals().get(journal).tail(0)) {
        for (var frame = tail.next(); frame != null; frame = tail.next()) {
          for (Entry entry : frame.entries()) {
            events.add(codec.fromCbor(names.eventType(entry.name()), entry.payload()));
          }
        }
      }
      return events;
    }

    private void tables(Map<Long, Long> moved, long payments, long looks) {
      var store = house.engine().store();
      store.read(
          new Till(),
          Store.Reader.of(Stepped.TENANT),
          known -> {
            long sum = 0;
            for (long purse = 0; purse < Till.ACCOUNTS; purse++) {
              long cents = known.cents(purse);
              assertEquals(Till.CENTS + moved.getOrDefault(purse, 0L), cents, "purse " + purse);
              sum += cents;
            }
            assertEquals(Till.ACCOUNTS * Till.CENTS, sum);
            assertEquals(payments, known.paid());
            assertEquals(looks, known.looked());
            return null;
          });
    }

    /** Asked again, each is answered as before; what is not in the log was never answered. */
    private void again(HashSet<String> paid) {
      long before = house.engine().journals().get(JournalSpec.MAIN).last();
      var questions = new HashMap<String, Question>();
      for (var key : paid) questions.put(key, house.ask("till", asked.get(key), key));
      house.settle();
      questions.forEach(
          (key, question) -> {
            assertTrue(question.answer() instanceof Answer.Done, () -> key + question.problem());
            var done = (Answer.Done) question.answer();
            assertTrue(done.again(), key);
            if (told.containsKey(key)) assertEquals(told.get(key), done.value());
            else told.put(key, (Till.Receipt) done.value());
          });
      assertEquals(before, house.engine().journals().get(JournalSpec.MAIN).last());
      asked.keySet().stream().filter(key -> !paid.contains(key)).limit(1).forEach(this::fresh);
      house.settle();
      hear();
    }

    private void fresh(String key) {
      open.put(key, house.ask("till", asked.get(key), key));
    }
  }
}
