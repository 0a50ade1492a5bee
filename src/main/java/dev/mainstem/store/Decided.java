package dev.mainstem.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The newest decided version of each key of one space. Most rules ask for single rows, so keys are
 * put in order only when somebody walks, and stay in order until all of them have left. Of a space
 * where nobody asks for single keys nothing is held at all before somebody walks. Owned by the
 * writer's thread.
 */
final class Decided {
  private static final int MOST_UNORDERED = 4_096;

  private final Map<Bytes, Stored> newest = new HashMap<>();
  private final NavigableMap<byte[], Stored> ordered = new TreeMap<>(Arrays::compareUnsigned);
  private final List<Bytes> unordered = new ArrayList<>();
  private final boolean walkedOnly;
  private boolean walked;

  /**
   * @param walkedOnly whether nobody asks for single keys
   */
  Decided(boolean walkedOnly) {
    this.walkedOnly = walkedOnly;
  }

  /** Whether it holds nothing, and is to be filled before anybody walks. */
  boolean idle() {
    return walkedOnly && !walked;
  }

  /** Takes what was decided while it was idle. */
  void fill(Commit commit, Write.Space space) {
    for (var write : commit.writes()) {
      if (write.space() == space) newest.put(write.key(), write.after());
    }
  }

  Stored find(Bytes key) {
    return newest.get(key);
  }

  /** Answers what this shadows, or null. */
  Stored put(Bytes key, Stored stored) {
    if (idle()) return null;
    var shadowed = newest.put(key, stored);
    if (walked) later(key);
    return shadowed;
  }

  private void later(Bytes key) {
    if (unordered.size() < MOST_UNORDERED) unordered.add(key);
    else unwalk();
  }

  /** Nobody walks any more, or sorting anew is cheaper than keeping up. */
  void unwalk() {
    walked = false;
    unordered.clear();
    ordered.clear();
    if (walkedOnly) newest.clear();
  }

  void remove(Bytes key) {
    if (newest.remove(key) != null) forget(key);
  }

  /** Removes the key if this is still its newest version. */
  void remove(Bytes key, Stored stored) {
    if (newest.remove(key, stored)) forget(key);
  }

  private void forget(Bytes key) {
    if (!walked) return;
    if (newest.isEmpty()) unwalk();
    else ordered.remove(key.array());
  }

  /** The versions in this reach, in its order. Valid until the next change. */
  Iterator<Map.Entry<byte[], Stored>> walk(Reach reach) {
    if (newest.isEmpty()) return Collections.emptyIterator();
    order();
    var part = ordered.subMap(reach.low(), true, reach.high(), false);
    return (reach.descending() ? part.descendingMap() : part).entrySet().iterator();
  }

  private void order() {
    if (walked) {
      for (var key : unordered) {
        var stored = newest.get(key);
        if (stored != null) ordered.put(key.array(), stored);
      }
    } else {
      newest.forEach((key, stored) -> ordered.put(key.array(), stored));
      walked = true;
    }
    unordered.clear();
  }
}
