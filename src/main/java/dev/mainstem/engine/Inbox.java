package dev.mainstem.engine;

import dev.mainstem.kernel.Tenant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What waits for a writer: bounded in all, and taken from the tenants in turn, so that one who asks
 * much does not make the others wait.
 *
 * <p>{@link #admit} may be called from any thread and must come before anything is sent; the rest
 * belongs to the writer's thread.
 */
final class Inbox<T> {
  private final int bound;
  private final AtomicInteger admitted = new AtomicInteger();
  private final Map<Tenant, ArrayDeque<T>> waiting = new HashMap<>();
  private final ArrayDeque<Tenant> turns = new ArrayDeque<>();

  Inbox(int bound) {
    this.bound = bound;
  }

  /** Takes a place; false if there is none. */
  boolean admit() {
    if (admitted.incrementAndGet() <= bound) return true;
    admitted.decrementAndGet();
    return false;
  }

  /** Gives an admitted place back: its command was answered. */
  void leave() {
    admitted.decrementAndGet();
  }

  int size() {
    return admitted.get();
  }

  void add(Tenant tenant, T asked) {
    var line = waiting.computeIfAbsent(tenant, t -> new ArrayDeque<>());
    if (line.isEmpty()) turns.add(tenant);
    line.add(asked);
  }

  /** The next of the tenant whose turn it is, or null. */
  T poll() {
    var tenant = turns.poll();
    if (tenant == null) return null;
    var line = waiting.get(tenant);
    var asked = line.poll();
    if (line.isEmpty()) waiting.remove(tenant);
    else turns.add(tenant);
    return asked;
  }
}
