package dev.mainstem.engine;

import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Cause;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.Draft;
import dev.mainstem.log.Entry;
import dev.mainstem.log.Frame;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One tenant's frames behind a cut, made empty: as many events at the same positions, which say
 * nothing, answer nothing and follow from nothing. Frames of house-wide systems stay as they are.
 *
 * @param cut the last position in each journal that is kept
 * @param houseWide systems whose tables belong to nobody
 */
record Voided(Tenant tenant, Map<String, Long> cut, Set<String> houseWide) {
  /** Stands in a frame for each event that is no more. */
  static final String NAME = Settled.HOUSE + "Void";

  /** An object without fields, for whoever shows events. */
  private static final byte[] EMPTY = {(byte) 0xa0};

  private static final Entry NOTHING = new Entry(NAME, List.of(), EMPTY);

  Function<Frame, Optional<Draft>> in(String journal) {
    long kept = cut.get(journal);
    return frame -> frame.last() > kept && mine(frame) ? Optional.of(empty(frame)) : keep();
  }

  private static Optional<Draft> keep() {
    return Optional.empty();
  }

  private boolean mine(Frame frame) {
    return frame.tenant().equals(tenant) && !houseWide.contains(frame.system());
  }

  private static Draft empty(Frame frame) {
    var then = frame.moment();
    var at =
        new Moment(
            then.time(),
            then.tenant(),
            Caller.named("restore"),
            then.id(),
            Cause.begins(then.id(), ""));
    var entries = Collections.nCopies(frame.count(), NOTHING);
    return new Draft(frame.system(), at, Optional.empty(), entries);
  }
}
