package dev.mainstem.systems.payments;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What differs between two shapes of one thing. */
final class Changed {
  private Changed() {}

  /** What stood before in all that is otherwise now; null for what was not there. */
  static Map<String, Object> before(Map<?, ?> before, Map<?, ?> now) {
    var changed = new LinkedHashMap<String, Object>();
    now.forEach((name, value) -> note(changed, name, before.get(name), value));
    before.forEach(
        (name, value) -> {
          if (!now.containsKey(name)) changed.put(String.valueOf(name), value);
        });
    return changed;
  }

  private static void note(Map<String, Object> to, Object name, Object was, Object is) {
    if (Objects.equals(was, is)) return;
    boolean inside = was instanceof Map<?, ?> && is instanceof Map<?, ?>;
    to.put(String.valueOf(name), inside ? before((Map<?, ?>) was, (Map<?, ?>) is) : was);
  }
}
