package dev.mainstem.engine;

import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Subject;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.Frame;
import dev.mainstem.log.Journal;
import dev.mainstem.log.Tail;
import dev.mainstem.store.Annals;
import dev.mainstem.store.Annals.Mention;
import dev.mainstem.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Enters behind the fold what each event was about and what it followed from, and answers from it.
 * It follows with a thread of its own, at its leisure; who asks makes up for the rest first.
 *
 * <p>Safe for all threads: entering is done by one at a time.
 */
public final class Chronicle implements Causes.Source {
  private static final int TURN = 1_000;
  private static final long PATIENCE_NANOS = 2_000_000_000;
  private static final int FOLLOWED = 1_000;

  private final Store store;
  private final Annals annals;
  private final Map<String, Journal> journals = new LinkedHashMap<>();
  private final Map<String, Tail> tails = new LinkedHashMap<>();

  /** An event, where it stands, and the frame it is in. */
  public record Found(Position position, Frame frame, int index) {}

  Chronicle(Store store, Collection<Journal> journals) {
    this.store = store;
    this.annals = store.annals();
    for (var journal : journals) this.journals.put(journal.spec().name(), journal);
    boolean ahead = false;
    for (var each : journals) ahead |= annals.entered(each.spec().name()) > each.last();
    // A power loss took what they tell of.
    if (ahead) annals.startOver();
    for (var each : journals) tails.put(each.spec().name(), tail(each));
  }

  private Tail tail(Journal journal) {
    long from = Math.max(annals.entered(journal.spec().name()), journal.firstKept() - 1);
    return journal.tail(from);
  }

  /** Enters a bounded number of frames; whether there may be more at once. */
  synchronized boolean step() {
    boolean more = false;
    for (var each : tails.entrySet()) more |= enter(each.getKey(), each.getValue());
    return more;
  }

  private boolean enter(String journal, Tail tail) {
    long last = 0;
    int frames = 0;
    try (var notes = annals.notes()) {
      for (; frames < TURN; frames++) {
        var frame = tail.next();
        if (frame == null) break;
        note(notes, journal, frame);
        last = frame.last();
      }
      if (frames > 0) notes.entered(journal, last);
    }
    return frames == TURN;
  }

  private static void note(Annals.Notes notes, String journal, Frame frame) {
    var because = frame.because();
    because.ifPresent(b -> notes.followed(b, new Position(journal, frame.first())));
    if (!frame.hasSubjects()) return;
    var tenant = frame.tenant();
    var entries = frame.entries();
    for (int i = 0; i < entries.size(); i++) {
      var mention = new Mention(frame.commitTime(), journal, frame.first() + i);
      for (var subject : entries.get(i).subjects()) notes.about(tenant, subject, mention);
    }
  }

  /** Enters what readers see by now; refuses if that is too much to wait for. */
  private void catchUp() {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    Map<String, Long> wanted = new LinkedHashMap<>();
    for (var name : journals.keySet()) wanted.put(name, store.visible(name));
    while (behind(wanted)) {
      if (System.nanoTime() > deadline) throw HouseProblem.NOT_ENTERED.refusal();
      step();
    }
  }

  private boolean behind(Map<String, Long> wanted) {
    for (var each : wanted.entrySet()) {
      if (annals.entered(each.getKey()) < each.getValue()) return true;
    }
    return false;
  }

  /** Up to where the annals hold a journal. */
  long heard(String journal) {
    return annals.entered(journal);
  }

  /** Events the annals lack. */
  public long behind() {
    long behind = 0;
    for (var name : journals.keySet()) behind += store.visible(name) - annals.entered(name);
    return Math.max(0, behind);
  }

  /**
   * Events about a subject, the newest first. Reads the log.
   *
   * @param before only those before this one
   */
  public List<Found> about(Tenant tenant, Subject subject, Optional<Mention> before, int limit) {
    catchUp();
    var found = new ArrayList<Found>();
    for (var mention : annals.about(tenant, subject, before, limit)) {
      var at = mention.position();
      frame(at)
          .filter(frame -> frame.tenant().equals(tenant))
          .ifPresent(frame -> found.add(new Found(at, frame, (int) (at.number() - frame.first()))));
    }
    return found;
  }

  /** The stories a subject occurs in, the oldest first; see {@link Causes}. */
  public List<Causes.Node> why(Tenant tenant, Subject subject, int limit) {
    var causes = new Causes(this, tenant);
    var roots = new HashSet<Position>();
    var stories = new ArrayList<Causes.Node>();
    for (var found : about(tenant, subject, Optional.empty(), limit)) {
      causes
          .root(found.position())
          .filter(root -> roots.add(root.position()))
          .ifPresent(root -> stories.add(0, causes.tree(root)));
    }
    return stories;
  }

  /** The story an event is part of; empty if there is no such event of this tenant. */
  public Optional<Causes.Node> why(Tenant tenant, Position event) {
    catchUp();
    var causes = new Causes(this, tenant);
    return causes.root(event).map(causes::tree);
  }

  @Override
  public Optional<Frame> frame(Position at) {
    var journal = journals.get(at.journal());
    return journal == null ? Optional.empty() : journal.frame(at.number());
  }

  @Override
  public List<Position> followed(String journal, Frame frame) {
    return annals.followed(journal, frame.first(), frame.last(), FOLLOWED);
  }

  synchronized void close() {
    tails.values().forEach(Tail::close);
    tails.clear();
  }
}
