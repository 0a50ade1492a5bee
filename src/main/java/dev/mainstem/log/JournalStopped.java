package dev.mainstem.log;

/** The journal takes no more appends: it failed, as the cause says, or it was closed. */
public final class JournalStopped extends RuntimeException {
  private static final long serialVersionUID = 1;

  JournalStopped(String journal, Throwable cause) {
    super("journal " + journal + (cause == null ? " is closed" : " has stopped: " + cause), cause);
  }
}
