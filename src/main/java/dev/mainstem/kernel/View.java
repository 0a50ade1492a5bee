package dev.mainstem.kernel;

import java.util.function.Supplier;

/**
 * A structure that rows cannot hold, such as a full-text index, a bitmap or a sketch: one for each
 * tenant, fed with durable events by a thread of its own, and saved once in a while. Readers get an
 * immutable picture that is never older than the tables they read.
 *
 * <p>Rules may not read it: it stands behind what is decided. It has no past: a read as of an
 * earlier moment that asks for it is refused.
 *
 * @param <P> the picture; immutable
 */
public final class View<P> {
  private final Tables owner;
  private final String name;
  private final int version;
  private final Supplier<Projection<P>> made;
  private String journal = JournalSpec.MAIN;

  View(Tables owner, String name, int version, Supplier<Projection<P>> made) {
    this.owner = owner;
    this.name = name;
    this.version = version;
    this.made = made;
  }

  /** The journal it is fed from; {@code main} unless said otherwise. */
  public View<P> in(String journal) {
    this.journal = journal;
    return this;
  }

  /** What it looks like now, to readers only. */
  public P now() {
    return owner.rows().picture(this);
  }

  /** An empty one. */
  public Projection<P> make() {
    return made.get();
  }

  public String name() {
    return name;
  }

  /** To be raised when what is saved or what it makes of events has changed: it is made anew. */
  public int version() {
    return version;
  }

  public String journal() {
    return journal;
  }
}
