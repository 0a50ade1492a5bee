package dev.mainstem.bench;

import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Cause;
import dev.mainstem.kernel.Id;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.JournalSpec.Promise;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.Draft;
import dev.mainstem.log.Entry;
import dev.mainstem.log.Journal;
import dev.mainstem.log.Log;
import dev.mainstem.log.LogSettings;
import dev.mainstem.log.RealDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How fast events become durable, against what the bare disk does with the same bytes. Rounds
 * alternate, because a shared machine is never twice the same; only ratios within a run mean
 * something. {@code -Drounds=5} sets how many, {@code -Dscale=1} how long each measurement is.
 */
public final class LogBench {
  static final int PAYLOAD = 256;
  static final long SPIN = 300_000;

  private static final Path DIR = Path.of("target/bench");
  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final int SCALE = Integer.getInteger("scale", 1);
  private static final int SINGLE = 5_000 * SCALE;
  private static final int ZEROED = 64 << 20;
  private static final int[] OUTSTANDING = {1, 16, 256, 4096};
  private static final JournalSpec MAIN =
      new JournalSpec("main", Promise.ON_DISK, Optional.empty());
  private static final Moment AT =
      new Moment(
          Instant.EPOCH,
          Tenant.LOCAL,
          Caller.named("ann"),
          new Id(1, 2),
          Cause.begins(new Id(1, 2), ""));

  private final Peer raw = new Peer("disk");
  private final Peer own = new Peer("mainstem");

  private final Peer kafka = new Peer("kafka");

  private LogBench() {}

  public static void main(String[] args) throws Exception {
    var bench = new LogBench();
    Files.createDirectories(DIR);
    bench.warmUp();
    for (int round = 0; round < ROUNDS; round++) bench.round();
    bench.report();
  }

  private void warmUp() throws IOException {
    for (int outstanding : OUTSTANDING) throughput(outstanding);
    overTcp(256);
  }

  private void round() throws Exception {
    int frame = frameBytes();
    raw.add("p50 us, write + force, zero-filled", rawMicros(frame, true));
    own.add("p50 us, one appender", acknowledgedMicros(SPIN));
    own.add("p50 us, one appender that sleeps", acknowledgedMicros(0));
    raw.add("p50 us, write + force, extending", rawMicros(frame, false));
    for (int outstanding : OUTSTANDING) {
      own.add("durable events/s at " + outstanding, throughput(outstanding));
    }
    for (int outstanding : new int[] {16, 256}) {
      own.add("over TCP, events/s at " + outstanding, overTcp(outstanding));
    }
    own.add("replay events/s, header + checksum", replay());
    kafka("unflushed", 400_000 * SCALE, "");
    kafka("flushed", 40_000 * SCALE, "log.flush.interval.messages=1");
  }

  /** The better of sending at once and of waiting for company. */
  private void kafka(String name, int records, String setting) throws Exception {
    var directory = Files.createTempDirectory(DIR, "kafka");
    try (var broker = KafkaPeer.on(directory, setting)) {
      double best = 0;
      for (int linger : new int[] {0, 5}) {
        best = Math.max(best, broker.load(directory, records, 256, linger));
      }
      kafka.add("over TCP, " + name + ", records/s at 256", best);
    }
  }

  private void report() throws IOException {
    double ratio =
        raw.median("p50 us, write + force, zero-filled") / own.median("p50 us, one appender");
    System.out.print(raw.table() + own.table() + kafka.table());
    System.out.printf("one appender: %.2f of the bare disk's rate%n", ratio);
    Files.writeString(
        DIR.resolve("log.json"),
        "{\n" + raw.json() + ",\n" + own.json() + ",\n" + kafka.json() + "\n}\n");
  }

  private static double rawMicros(int bytes, boolean zeroed) throws IOException {
    var path = DIR.resolve("raw");
    try (var file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      if (zeroed) file.write(ByteBuffer.allocateDirect(ZEROED), 0);
      file.force(true);
      var group = ByteBuffer.allocateDirect(bytes);
      var nanos = new long[SINGLE];
      for (int i = 0; i < SINGLE; i++) {
        long began = System.nanoTime();
        group.clear();
        file.write(group, (long) i * bytes);
        file.force(false);
        nanos[i] = System.nanoTime() - began;
      }
      return p50Micros(nanos);
    } finally {
      Files.delete(path);
    }
  }

  private static double acknowledgedMicros(long spinNanos) throws IOException {
    try (var log = open()) {
      var journal = log.journal("main");
      var window = new Window(1, spinNanos);
      journal.listen(group -> window.acknowledge(group.get(0).last()), cause -> {});
      var nanos = new long[SINGLE];
      for (int i = 0; i < SINGLE; i++) {
        long began = System.nanoTime();
        window.awaitAcknowledged(journal.append(draft(new byte[PAYLOAD]), null, List.of()));
        nanos[i] = System.nanoTime() - began;
      }
      return p50Micros(nanos);
    }
  }

  private static double throughput(int outstanding) throws IOException {
    int events = SCALE * (outstanding == 1 ? 5_000 : outstanding == 16 ? 60_000 : 600_000);
    try (var log = open()) {
      var journal = log.journal("main");
      var window = new Window(outstanding, SPIN);
      journal.listen(group -> window.acknowledge(group.get(group.size() - 1).last()), cause -> {});
      var payload = new byte[PAYLOAD];
      long began = System.nanoTime();
      for (int i = 1; i <= events; i++) {
        window.admit(i);
        journal.append(draft(payload), null, List.of());
      }
      window.awaitAcknowledged(events);
      return events * 1e9 / (System.nanoTime() - began);
    }
  }

  private static double overTcp(int outstanding) throws IOException {
    int events = SCALE * (outstanding == 16 ? 60_000 : 300_000);
    try (var log = open();
        var door = new TcpDoor(log.journal("main"), LogBench::draft)) {
      return TcpDoor.client(door.address(), events, outstanding);
    }
  }

  private static double replay() throws IOException {
    int events = SCALE * 600_000;
    try (var log = open()) {
      var journal = log.journal("main");
      journal.listen(group -> {}, cause -> {});
      var payload = new byte[PAYLOAD];
      for (int i = 0; i < events; i++) journal.append(draft(payload), null, List.of());
      journal.force();
      read(journal);
      long began = System.nanoTime();
      long read = read(journal);
      return read * 1e9 / (System.nanoTime() - began);
    }
  }

  private static long read(Journal journal) {
    long events = 0;
    try (var tail = journal.tail(0)) {
      for (var frame = tail.next(); frame != null; frame = tail.next()) events += frame.count();
    }
    return events;
  }

  /** How many bytes one event takes, as the journal itself counts. */
  private static int frameBytes() throws IOException {
    try (var log = open()) {
      var journal = log.journal("main");
      journal.listen(group -> {}, cause -> {});
      long before = journal.health().bytes();
      for (int i = 0; i < 100; i++) journal.append(draft(new byte[PAYLOAD]), null, List.of());
      journal.force();
      return (int) ((journal.health().bytes() - before) / 100);
    }
  }

  private static Draft draft(byte[] payload) {
    return new Draft(
        "links", AT, Optional.empty(), List.of(new Entry("links.Shortened", List.of(), payload)));
  }

  private static Log open() throws IOException {
    var dir = DIR.resolve("log");
    if (Files.exists(dir)) {
      try (var files = Files.walk(dir)) {
        for (var path : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
      }
    }
    var settings = LogSettings.standard().space(0, 0);
    return Log.open(new RealDisk(), dir, List.of(MAIN), settings);
  }

  private static double p50Micros(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2] / 1e3;
  }
}
