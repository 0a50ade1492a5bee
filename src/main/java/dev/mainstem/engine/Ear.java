package dev.mainstem.engine;

import dev.mainstem.kernel.Position;
import dev.mainstem.log.Frame;
import dev.mainstem.log.Journal;
import dev.mainstem.log.Tail;
import dev.mainstem.store.Agenda;
import dev.mainstem.store.Store;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** How far one system has heard one journal, and what is still being answered. */
final class Ear {
  private final Journal journal;
  private final Tail tail;
  private final ArrayDeque<Hearing> open = new ArrayDeque<>();
  private Frame held;
  private volatile long heard;

  /** A frame whose events are being answered. */
  static final class Hearing {
    private final long last;
    private final List<Agenda.Memo> memos = new ArrayList<>(1);
    private final List<Runnable> passed = new ArrayList<>(1);
    private int open;

    Hearing(long last) {
      this.last = last;
    }

    void open() {
      open++;
    }

    void close() {
      open--;
    }

    /** Has this noted together with how far was heard: neither may ever be without the other. */
    void oncePassed(Runnable note) {
      passed.add(note);
    }

    /** What may be forgotten once this frame is passed. */
    void keep(Agenda.Memo memo) {
      memos.add(memo);
    }
  }

  Ear(Journal journal, long heard) {
    this.journal = journal;
    this.heard = heard;
    this.tail = journal.tail(heard);
  }

  String journal() {
    return journal.spec().name();
  }

  Journal journalItself() {
    return journal;
  }

  long behind(Store store) {
    return Math.max(0, store.visible(journal()) - heard);
  }

  /** The next frame that tables show and a power loss cannot take, or null. */
  Frame next(Store store) {
    if (held == null) held = tail.next();
    if (held == null) return null;
    if (held.last() > Math.min(store.visible(journal()), journal.durable())) return null;
    var next = held;
    held = null;
    return next;
  }

  /** Whether nothing it has heard is still being answered. */
  boolean resting() {
    return open.isEmpty();
  }

  Hearing begin(Frame frame) {
    var hearing = new Hearing(frame.last());
    open.add(hearing);
    return hearing;
  }

  /** Notes how far everything is answered. */
  void pass(Agenda.Notes notes, String system) {
    long before = heard;
    while (!open.isEmpty() && open.peek().open == 0) {
      var passed = open.poll();
      passed.memos.forEach(notes::forget);
      passed.passed.forEach(Runnable::run);
      heard = passed.last;
    }
    if (heard > before) notes.heard(system, new Position(journal(), heard));
  }

  void close() {
    tail.close();
  }
}
