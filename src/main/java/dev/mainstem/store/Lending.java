package dev.mainstem.store;

import dev.mainstem.kernel.Rows;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * Tables for reads: making a system's costs more than most reads do with them, so they are bound to
 * one read after the other. Whoever keeps them beyond a read finds them unbound, or bound to
 * another. There are never more than reads at once. Safe for all threads.
 */
final class Lending {
  private final Map<Subsystem<?>, Queue<Tables>> idle = new ConcurrentHashMap<>();

  /** Systems of this house, whose tables are kept. */
  Lending(Iterable<? extends Subsystem<?>> systems) {
    for (var system : systems) idle.put(system, new ConcurrentLinkedQueue<>());
  }

  <S extends Tables, R> R read(Subsystem<S> system, Rows rows, Function<S, R> read) {
    var own = idle.get(system);
    if (own == null) return read(system.tables(), rows, read);
    @SuppressWarnings("unchecked") // what lies there was made by this system
    var there = (S) own.poll();
    var known = there == null ? system.tables() : there;
    try {
      return read(known, rows, read);
    } finally {
      known.bind(null);
      own.add(known);
    }
  }

  private static <S extends Tables, R> R read(S known, Rows rows, Function<S, R> read) {
    known.bind(rows);
    return read.apply(known);
  }
}
