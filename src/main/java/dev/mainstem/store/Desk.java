package dev.mainstem.store;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Where one system's writer works: its tables over everything it has decided, and the commit it is
 * filling. Owned by the writer's thread.
 *
 * @param <S> the system's tables
 */
public final class Desk<S extends Tables> {
  private final Store store;
  private final String system;
  private final boolean houseWide;
  private final Overlay overlay = new Overlay();
  private final WriterRows rows;
  private final S known;

  Desk(Store store, Subsystem<S> system, Layout layout) {
    this.store = store;
    this.system = system.name();
    this.houseWide = system.houseWide();
    this.rows = new WriterRows(store, layout, overlay);
    this.known = system.tables();
    this.known.bind(rows);
  }

  /** The tables, turned to this tenant. Valid until the next call. */
  public S known(Tenant tenant) {
    rows.turnTo(whose(tenant));
    return known;
  }

  private Tenant whose(Tenant tenant) {
    return houseWide ? Tenant.HOUSE : tenant;
  }

  /** Begins a commit: from here to {@link #keep} or {@link #drop}, rows may be changed. */
  public void begin(String journal) {
    overlay.begin(journal);
  }

  /** Remembers, with the commit, what a client with an id of its own was answered. */
  public void remember(Tenant tenant, String clientId, Answered answered) {
    overlay.open().remember(new Commit.Memo(system, tenant, clientId, answered));
  }

  /**
   * An answer to remember or remembered.
   *
   * @param hash of what was asked
   * @param answer CBOR
   * @param time when it was decided, epoch microseconds
   * @param position of its last event; empty while it is not known
   */
  public record Answered(byte[] hash, byte[] answer, long time, Optional<Position> position) {
    /** An answer that is just being given. */
    public Answered(byte[] hash, byte[] answer, Moment at) {
      this(hash, answer, ChronoUnit.MICROS.between(Instant.EPOCH, at.time()), Optional.empty());
    }
  }

  /** What this client id was answered. */
  public Optional<Answered> remembered(Tenant tenant, String clientId, long now) {
    var inFlight = overlay.answered(tenant.name(), clientId);
    if (inFlight != null) return Optional.of(inFlight);
    return store.memos().find(tenant, system, clientId, now);
  }

  /** The commit being filled, to be handed on with its frame. */
  public Commit open() {
    return overlay.open();
  }

  /** The commit is decided: it stays in view of the next decisions until readers see it. */
  public Commit keep() {
    rows.done();
    return overlay.keep();
  }

  /** The decision failed: all its changes are undone. */
  public void drop() {
    rows.undo();
    overlay.drop();
  }

  /** Forgets commits that readers can see by now. */
  public void settle() {
    overlay.settle();
  }
}
