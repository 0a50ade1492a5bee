package dev.mainstem.kernel;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The writer's own state in memory, for what would be too slow to read off rows at every command:
 * an open document, a running match. It is a function of the rows and can be made from them at any
 * time, so nothing is lost when it is forgotten; at most so many are kept, those used last.
 *
 * <p>Only rules and events have it: readers do not, and a replay passes it by. A decision that
 * fails on the way forgets what it touched.
 *
 * @param <K> what it is of
 * @param <W> the state; may be mutable, as no other thread ever sees it
 */
public final class Working<K, W> {
  private final Tables owner;
  private final String name;
  private final int most;
  private final Function<K, W> made;

  Working(Tables owner, String name, int most, Function<K, W> made) {
    this.owner = owner;
    this.name = name;
    this.most = most;
    this.made = made;
  }

  /** The state after everything decided so far. Only inside {@code decide}, which only reads it. */
  public W of(K key) {
    return owner.rows().working(this, key);
  }

  /** Brings the state up to an event, if it is in memory. Only inside {@code applyTo}. */
  public void follow(K key, Consumer<W> change) {
    owner.rows().follow(this, key, change);
  }

  /** Makes the state from the rows. */
  public W make(K key) {
    return made.apply(key);
  }

  public String name() {
    return name;
  }

  /** Most states of one system kept in memory. */
  public int most() {
    return most;
  }
}
