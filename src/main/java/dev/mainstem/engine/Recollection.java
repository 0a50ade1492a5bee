package dev.mainstem.engine;

import dev.mainstem.engine.Hearsay.Heard;
import dev.mainstem.engine.ReactionTable.Entry;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Tables;
import dev.mainstem.store.Agenda;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the log knows of effects of the house's earlier life. How far was heard reaches the disk
 * later than the log, so after a crash much is heard again that was answered long ago: an effect
 * whose outcome stands in the log must not touch the outside once more. Owned by the reacting
 * thread.
 */
final class Recollection<S extends Tables> {
  static final String GIVEN_UP = "given up before the house was opened last";

  private final Reactor<S> reactor;
  private final Map<String, Long> last = new HashMap<>();

  /**
   * How an effect had ended.
   *
   * @param memos what need be remembered no longer once this is noted
   * @param otherwise what is to be asked since its outcome had been refused
   */
  record Recalled(boolean givenUp, List<Agenda.Memo> memos, Optional<Command<?, ?>> otherwise) {}

  Recollection(Reactor<S> reactor) {
    this.reactor = reactor;
    var hearsay = reactor.ground().hearsay();
    for (var name : reactor.table().journals(hearsay)) {
      last.put(name, hearsay.journal(name).last());
    }
  }

  /** How a line's effect had ended; empty if it had not, or the event is of this life. */
  Optional<Recalled> of(Entry<S, ?> line, Heard heard) {
    if (heard.at().number() > last.getOrDefault(heard.at().journal(), 0L)) return Optional.empty();
    return ended(line.name, heard)
        .map(end -> new Recalled(false, List.of(end.memo()), otherwise(line, heard, end)))
        .or(
            () ->
                ended(line.name + "?", heard)
                    .map(end -> new Recalled(true, List.of(end.memo()), Optional.empty())));
  }

  private Optional<Agenda.Ended> ended(String line, Heard heard) {
    var once = Asked.Once.of(reactor.system().name() + "/" + line, heard.at());
    return reactor.ground().store().ended(heard.moment().tenant(), once.id());
  }

  private Optional<Command<?, ?>> otherwise(Entry<S, ?> line, Heard heard, Agenda.Ended end) {
    return reactor
        .ground()
        .hearsay()
        .refusal(end.answer())
        .map(no -> line.refused(heard, no.problem().at(no.pointer(), no.detail())));
  }
}
