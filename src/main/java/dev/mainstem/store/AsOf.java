package dev.mainstem.store;

import dev.mainstem.kernel.Position;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An earlier state of the tables: each journal named here is wound back to a position, all others
 * are read as published.
 *
 * @param positions by journal
 */
public record AsOf(Map<String, Long> positions) {
  public AsOf {
    positions = Map.copyOf(positions);
  }

  /** One journal wound back to a position. */
  public static AsOf of(Position position) {
    return new AsOf(Map.of(position.journal(), position.number()));
  }

  boolean before(String journal, long published) {
    var position = positions.get(journal);
    return position != null && position < published;
  }

  /** Where the journal is wound back to; empty if it is not named. */
  public OptionalLong position(String journal) {
    var position = positions.get(journal);
    return position == null ? OptionalLong.empty() : OptionalLong.of(position);
  }
}
