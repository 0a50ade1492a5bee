package dev.mainstem.engine;

import dev.mainstem.store.Agenda;
import java.util.List;

/**
 * What keeps an errand from being lost: its event, as long as that is not passed, and after that
 * the agenda. An event that is not passed is heard again after a crash, so it is held only for a
 * moment; most errands are over by then. Owned by the reacting thread.
 */
final class Hold {
  private static final long LONGEST_US = 50_000;

  private final Ear.Hearing hearing;
  private final Runnable note;
  private State state;

  private enum State {
    /** Its event is not passed. */
    HELD,
    /** Its event is let go and passed with what was heard before it. */
    LET_GO,
    AGENDA,
    OVER
  }

  private Hold(State state, Ear.Hearing hearing, Runnable note) {
    this.state = state;
    this.hearing = hearing;
    this.note = note;
  }

  /** By the agenda already. */
  static Hold agenda() {
    return new Hold(State.AGENDA, null, () -> {});
  }

  /**
   * By its event.
   *
   * @param note puts it into the agenda
   */
  static Hold by(Ear.Hearing hearing, Runnable note) {
    hearing.open();
    return new Hold(State.HELD, hearing, note);
  }

  /**
   * Lets its event go if that was held for long enough; whether it is held no more.
   *
   * @param since microseconds; less than 0 if a clock was set back
   */
  boolean letGo(long since) {
    if (state != State.HELD) return true;
    if (since >= 0 && since < LONGEST_US) return false;
    state = State.LET_GO;
    hearing.oncePassed(this::passed);
    hearing.close();
    return true;
  }

  private void passed() {
    if (state != State.LET_GO) return;
    state = State.AGENDA;
    note.run();
  }

  /**
   * The errand is over; whether the agenda never saw it. Then its event, once it is passed, brings
   * about the rest.
   *
   * @param memos what may be forgotten
   * @param then what is to be noted
   */
  boolean over(List<Agenda.Memo> memos, Runnable then) {
    if (state == State.AGENDA) return false;
    memos.forEach(hearing::keep);
    hearing.oncePassed(then);
    if (state == State.HELD) hearing.close();
    state = State.OVER;
    return true;
  }
}
