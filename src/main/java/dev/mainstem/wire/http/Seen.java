package dev.mainstem.wire.http;

import dev.mainstem.engine.Answer;
import java.util.Optional;

/** What came of a read: what there is to see, or a no. Travels between nodes as it is. */
record Seen(Optional<Sight> sight, Optional<Answer.Refused> no) {
  /**
   * What was found, ready to be shown.
   *
   * @param position of {@code main} that it is true for, or an earlier one
   * @param revision of the row, if it is one
   * @param next the cursor of the next page, if there is one
   * @param same whether the client has it already; then there is no JSON
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sight(
      long position, Optional<Long> revision, Optional<String> next, boolean same, byte[] json) {}

  static Seen of(Sight sight) {
    return new Seen(Optional.of(sight), Optional.empty());
  }

  static Seen of(Answer.Refused no) {
    return new Seen(Optional.empty(), Optional.of(no));
  }
}
