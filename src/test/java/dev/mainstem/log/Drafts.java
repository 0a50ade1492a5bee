package dev.mainstem.log;

import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Cause;
import dev.mainstem.kernel.Id;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Subject;
import dev.mainstem.kernel.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Drafts to append in tests: plain ones, and ones of any shape from a seed. */
public final class Drafts {
  private static final Instant TIME = Instant.parse("2026-11-01T10:00:00.123456Z");

  private Drafts() {}

  /** One event whose payload has this many bytes, all told apart by {@code n}. */
  public static Draft one(long n, int payload) {
    var bytes = new byte[payload];
    for (int i = 0; i < payload; i++) bytes[i] = (byte) (n >>> (i % 8 * 8));
    return of(n, List.of(new Entry("links.Shortened", List.of(), bytes)));
  }

  /** Any shape. */
  public static Draft any(SplittableRandom random) {
    var entries = new ArrayList<Entry>();
    for (int i = random.nextInt(4); i >= 0; i--) entries.add(entry(random));
    var plain = of(random.nextLong(), entries);
    if (random.nextBoolean()) return plain;
    var kept = new Remembered("client-" + random.nextInt(), bytes(random, 32), bytes(random, 200));
    var cause =
        new Cause(
            plain.at().id(),
            Optional.of(new Position("main", random.nextInt(1 << 20))),
            random.nextBoolean() ? List.of() : List.of("checkout", "payments"),
            "trace ü");
    var at = new Moment(TIME, new Tenant("acme"), Caller.named("Änn"), plain.at().id(), cause);
    return new Draft("payments", random.nextBoolean() ? "" : "Pay", at, Optional.of(kept), entries);
  }

  /** What can be read back of a frame, to be compared with what was appended. */
  public static Draft of(Frame frame) {
    return new Draft(
        frame.system(), frame.command(), frame.moment(), frame.remembered(), frame.entries());
  }

  private static Draft of(long n, List<Entry> entries) {
    var id = Id.of(n & 0xffffffffL, n, n);
    var at = new Moment(TIME, Tenant.LOCAL, Caller.named("ann"), id, Cause.begins(id, ""));
    return new Draft("links", at, Optional.empty(), entries);
  }

  private static Entry entry(SplittableRandom random) {
    var subjects = new ArrayList<Subject>();
    for (int i = random.nextInt(6) - 3; i > 0; i--) {
      subjects.add(new Subject("links", "slug-" + random.nextInt(100)));
    }
    return new Entry("links.Thing" + random.nextInt(10), subjects, bytes(random, 700));
  }

  private static byte[] bytes(SplittableRandom random, int most) {
    var bytes = new byte[random.nextInt(most + 1)];
    random.nextBytes(bytes);
    return bytes;
  }
}
