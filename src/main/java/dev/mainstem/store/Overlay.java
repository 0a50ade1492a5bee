package dev.mainstem.store;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * What one writer has decided and readers cannot see yet: the newest version of every row touched
 * by a commit still in flight. Owned by the writer's thread.
 *
 * <p>A commit is begun, filled and then either kept or dropped; dropping puts back what each of its
 * writes shadowed, last first, so a failed decision leaves no trace. Kept commits leave in order,
 * once settled: by then the durable tables hold what they wrote.
 */
final class Overlay {
  private final Decided rows = new Decided(false);
  private final Decided index = new Decided(true);
  private final Map<String, Commit> memos = new HashMap<>();
  private final ArrayDeque<Commit> inFlight = new ArrayDeque<>();
  private Commit open;

  void begin(String journal) {
    open = new Commit(journal);
  }

  Commit open() {
    if (open == null) throw new IllegalStateException("rows change only inside applyTo");
    return open;
  }

  /** What was decided for a row, or null. */
  Stored find(Bytes key) {
    return rows.find(key);
  }

  private Decided of(Write.Space space) {
    return space == Write.Space.ROWS ? rows : index;
  }

  /** What was decided in this reach, in its order. Valid until the next change. */
  Iterator<Map.Entry<byte[], Stored>> walk(Write.Space space, Reach reach) {
    if (space == Write.Space.INDEX && index.idle()) {
      for (var commit : inFlight) index.fill(commit, space);
      if (open != null) index.fill(open, space);
    }
    return of(space).walk(reach);
  }

  void write(Write.Space space, Bytes key, Stored after, Stored before) {
    var shadowed = of(space).put(key, after);
    // Written twice in one commit: only what it was before the commit is worth keeping.
    boolean again = shadowed != null && shadowed.of(open().place());
    open().writes().add(new Write(space, key, after, again ? null : before, shadowed));
  }

  Commit keep() {
    var commit = open();
    open = null;
    inFlight.add(commit);
    if (commit.memo() != null) memos.put(memoKey(commit.memo()), commit);
    return commit;
  }

  void drop() {
    var writes = open().writes();
    for (int i = writes.size() - 1; i >= 0; i--) {
      var write = writes.get(i);
      if (write.space() == Write.Space.INDEX) continue;
      if (write.shadowed() == null) rows.remove(write.key());
      else rows.put(write.key(), write.shadowed());
    }
    // What an entry shadowed is only known if somebody walked before: it is filled anew.
    index.unwalk();
    open = null;
  }

  /** Forgets the commits readers can see by now. */
  void settle() {
    while (!inFlight.isEmpty() && inFlight.peek().settled()) {
      var commit = inFlight.poll();
      for (var write : commit.writes()) of(write.space()).remove(write.key(), write.after());
      if (commit.memo() != null) memos.remove(memoKey(commit.memo()), commit);
    }
  }

  /** What this client id was answered by a commit still in flight, or null. */
  Desk.Answered answered(String tenant, String clientId) {
    var commit = memos.get(tenant + " " + clientId);
    if (commit == null) return null;
    var said = commit.memo().answered();
    return new Desk.Answered(said.hash(), said.answer(), said.time(), commit.position());
  }

  private static String memoKey(Commit.Memo memo) {
    return memo.tenant().name() + " " + memo.clientId();
  }
}
