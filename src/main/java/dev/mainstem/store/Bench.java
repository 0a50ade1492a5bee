package dev.mainstem.store;

import dev.mainstem.kernel.Tenant;
import dev.mainstem.kernel.Working;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The working states one writer has in memory, those used longest ago leaving first. Owned by the
 * writer's thread.
 */
final class Bench {
  private final Map<String, Shelf> shelves = new LinkedHashMap<>();
  private final Set<Place> touched = new HashSet<>();

  private record Place(String working, Tenant tenant, Object key) {}

  /** The states of one kind, in the order of their last use. */
  private static final class Shelf extends LinkedHashMap<Place, Object> {
    private static final long serialVersionUID = 1;
    private final int most;

    Shelf(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Place, Object> eldest) {
      return size() > most;
    }
  }

  @SuppressWarnings("unchecked") // what lies at a place was made by the working it is a place of
  <K, W> W of(Working<K, W> working, Tenant tenant, K key) {
    var shelf = shelves.computeIfAbsent(working.name(), name -> new Shelf(working.most()));
    var place = new Place(working.name(), tenant, key);
    var there = (W) shelf.get(place);
    if (there != null) return there;
    var made = working.make(key);
    shelf.put(place, made);
    return made;
  }

  @SuppressWarnings("unchecked") // as above
  <K, W> void follow(Working<K, W> working, Tenant tenant, K key, Consumer<W> change) {
    var shelf = shelves.get(working.name());
    if (shelf == null) return;
    var place = new Place(working.name(), tenant, key);
    var there = (W) shelf.get(place);
    if (there == null) return;
    touched.add(place);
    change.accept(there);
  }

  void keepTouched() {
    touched.clear();
  }

  /** They may be half changed; the rows tell what they ought to be. */
  void forgetTouched() {
    for (var place : touched) shelves.get(place.working()).remove(place);
    touched.clear();
  }
}
