package dev.mainstem.systems.notifications;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends mail. A house that is only looked after, or is simulated, sends none. */
public interface Mailer {
  /** What came of a mail. */
  enum Verdict {
    /** The other server has it. */
    TAKEN,
    /** There is no such mailbox, or it takes nothing from us. */
    REFUSED,
    /** Not now. */
    LATER
  }

  /**
   * One mail.
   *
   * @param to the address
   * @param id the same each time it is sent
   * @param unsubscribe where its reader says that they want no more of the kind
   */
  record Mail(String to, String subject, String text, String id, Optional<String> unsubscribe) {}

  /** Sends a mail, once. Fails if it is not known what came of it. */
  CompletionStage<Verdict> send(Mail mail);

  /** Whether there is somebody to hand mail to. */
  default boolean sends() {
    return true;
  }

  /** Sends nothing: every attempt fails. */
  static Mailer closed() {
    return new Mailer() {
      @Override
      public boolean sends() {
        return false;
      }

      @Override
      public CompletionStage<Verdict> send(Mail mail) {
        return CompletableFuture.failedFuture(new IOException("no mail leaves this house"));
      }
    };
  }
}
