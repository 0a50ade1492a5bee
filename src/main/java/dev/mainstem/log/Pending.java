package dev.mainstem.log;

import dev.mainstem.kernel.Position;
import java.util.List;

/** A draft with its positions, waiting to be written; {@code bound} is the most it will take. */
record Pending(long first, int bound, Draft draft, Object attachment, List<Position> after) {
  long last() {
    return first + draft.entries().size() - 1;
  }
}
