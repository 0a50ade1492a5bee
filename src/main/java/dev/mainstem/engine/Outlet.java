package dev.mainstem.engine;

import dev.mainstem.kernel.Position;
import dev.mainstem.log.Draft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One writer's way to the journals. What it wrote to one journal must be on disk before what it
 * writes next to another, or a crash could keep the later and lose the earlier; so a frame names
 * the positions in the other journals it comes after. Owned by the writer's thread.
 */
final class Outlet {
  private final Journals journals;
  private final Map<String, Long> wrote = new HashMap<>(4);
  private String latest = "";

  /** Appends to a journal by name; returns the position of the frame's last event. */
  interface Journals {
    long append(String journal, Draft draft, Object attachment, List<Position> after);
  }

  Outlet(Journals journals) {
    this.journals = journals;
  }

  long append(String journal, Draft draft, Object attachment) {
    var after = latest.equals(journal) ? List.<Position>of() : others(journal);
    long last = journals.append(journal, draft, attachment, after);
    wrote.put(journal, last);
    latest = journal;
    return last;
  }

  private List<Position> others(String journal) {
    var others = new ArrayList<Position>(wrote.size());
    wrote.forEach(
        (name, position) -> {
          if (!name.equals(journal)) others.add(new Position(name, position));
        });
    return others;
  }
}
