package dev.mainstem.simulation;

import dev.mainstem.engine.Engine;
import dev.mainstem.engine.Feeds;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Tenant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Hears one tenant's events of one journal, goes away, comes back with the last position it heard,
 * and has heard every event once and in order. Owned by one thread.
 */
final class Follower implements Feeds.Listener {
  private final String journal;
  private final Tenant tenant;
  private final List<Heard> heard = new ArrayList<>();
  private Feeds.Subscription subscription;
  private long appetite = Long.MAX_VALUE;

  private record Heard(long position, String name, int payload) {}

  Follower(String journal, Tenant tenant) {
    this.journal = journal;
    this.tenant = tenant;
  }

  /** Comes back, unless it is there. */
  void come(Engine engine) {
    if (subscription != null) return;
    var wanted = new Feeds.Wanted(journal, tenant, name -> true);
    subscription = engine.follow(wanted, Optional.of(new Position(journal, last())), this);
  }

  private long last() {
    return heard.isEmpty() ? 0 : heard.get(heard.size() - 1).position();
  }

  /** Goes away, unless it is gone. */
  void go() throws Exception {
    if (subscription != null) subscription.close();
    subscription = null;
  }

  /** The house is gone. */
  void alone() {
    subscription = null;
  }

  /** Of a journal that only promises to be forced soon, a power loss may have taken the end. */
  void forget(Book book) {
    long last = book.last(journal);
    boolean kept = last() <= last || !journal.equals(JournalSpec.MAIN);
    Broken.unless(kept, () -> "heard up to " + last() + " of a journal that ends at " + last);
    heard.removeIf(each -> each.position() > last);
  }

  /** It is ready for so many events more, which may end in the middle of a frame. */
  void ready(long more) {
    appetite = more;
  }

  @Override
  public boolean ready() {
    return appetite > 0;
  }

  @Override
  public void heard(Feeds.Heard event) {
    appetite--;
    heard.add(new Heard(event.position().number(), event.name(), Arrays.hashCode(event.payload())));
  }

  @Override
  public void ended(String reason) {
    subscription = null;
  }

  /**
   * What it heard stands in the log, and nothing is missing in between.
   *
   * @param all whether it must have heard everything
   */
  void check(Book book, boolean all) {
    var should = new ArrayList<Heard>();
    for (var frame : book.frames(journal)) {
      if (!frame.tenant().equals(tenant)) continue;
      long position = frame.first();
      for (var entry : frame.entries()) {
        should.add(new Heard(position++, entry.name(), Arrays.hashCode(entry.payload())));
      }
    }
    var expected = all ? should : should.subList(0, Math.min(should.size(), heard.size()));
    Broken.unless(
        heard.equals(expected),
        () -> "a feed of " + tenant + " heard " + heard + ", should have " + expected);
  }
}
