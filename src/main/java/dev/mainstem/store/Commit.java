package dev.mainstem.store;

import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one decision changes in the tables. Filled by the writer's thread, then handed to the
 * folding thread with the frame; {@link #settled} is how the writer learns that readers can see it.
 */
public final class Commit {
  private final String journal;
  private final Place place = new Place();
  private final List<Write> writes = new ArrayList<>(4);
  private Memo memo;
  private volatile boolean settled;

  /** A client's own id and what it was answered. */
  record Memo(String system, Tenant tenant, String clientId, Desk.Answered answered) {}

  /**
   * @param journal the journal its events go to, or empty text if it has none
   */
  Commit(String journal) {
    this.journal = journal;
  }

  public String journal() {
    return journal;
  }

  /** Says where the frame stands. Must be called before the position is asked. */
  public void at(long last) {
    place.at(last);
  }

  /** Position of the last event; 0 while undecided or without events. */
  public long last() {
    return place.last();
  }

  /** Where its last event stands; empty while undecided. */
  Optional<Position> position() {
    return last() == 0 ? Optional.empty() : Optional.of(new Position(journal, last()));
  }

  /** Whether its effects are in the tables that readers see. */
  public boolean settled() {
    return settled;
  }

  Place place() {
    return place;
  }

  List<Write> writes() {
    return writes;
  }

  Memo memo() {
    return memo;
  }

  void remember(Memo memo) {
    this.memo = memo;
  }

  void settle() {
    settled = true;
  }
}
