package dev.mainstem.systems.links;

import dev.mainstem.systems.links.Rule.Condition;
import java.util.List;

/**
 * Finds the rule a visitor falls under: the first whose conditions all hold.
 *
 * <p>Shares of one link lie end to end on a ring from 0 to 1 and a visitor stands at one place of
 * it, so rules with shares .3 and .3 take three tenths each, of different visitors, and whoever
 * comes again the same day is led to the same place.
 */
final class Rules {
  /** No rule: the link's own target. */
  static final int NONE = -1;

  private final List<Rule> rules;
  private final Sight sight;
  private final double stands;
  private double taken;
  private boolean certain = true;

  /**
   * Where a visitor is led.
   *
   * @param rule index of the rule, or {@link #NONE}
   * @param certain false if it hung on an address that is not known
   */
  record Verdict(int rule, boolean certain) {
    String target(Link link) {
      return rule == NONE ? link.target() : link.rules().get(rule).target();
    }
  }

  private Rules(LinkKey link, List<Rule> rules, Sight sight) {
    this.rules = rules;
    this.sight = sight;
    this.stands = place(sight.hash() * 31 + link.toString().hashCode());
  }

  static Verdict judge(LinkKey link, List<Rule> rules, Sight sight) {
    return new Rules(link, rules, sight).judge();
  }

  private Verdict judge() {
    for (int i = 0; i < rules.size(); i++) {
      boolean all = true;
      // Every condition is asked, for a share moves the place where the next one begins.
      for (var each : rules.get(i).conditions()) all &= holds(each);
      if (all) return new Verdict(i, certain);
    }
    return new Verdict(NONE, certain);
  }

  private boolean holds(Condition condition) {
    var value = condition.value();
    return switch (condition.type()) {
      case DEVICE -> Agents.devices(sight.agent()).contains(value);
      case BROWSER -> Agents.browser(sight.agent()).equals(value);
      case LANGUAGE -> Languages.likes(sight.languages(), value);
      case QUERY_PARAM -> value.equals(sight.query().get(condition.key()));
      case ANY_VALUE_QUERY_PARAM -> sight.query().containsKey(condition.key());
      case VALUELESS_QUERY_PARAM -> "".equals(sight.query().get(condition.key()));
      case IP_ADDRESS -> isFrom(value);
      case GEOLOCATION_COUNTRY_CODE -> sight.place().country().equalsIgnoreCase(value);
      case GEOLOCATION_CITY_NAME -> sight.place().city().equalsIgnoreCase(value);
      case BEFORE_DATE -> condition.time().map(t -> sight.at().isBefore(t)).orElse(false);
      case AFTER_DATE -> condition.time().map(t -> sight.at().isAfter(t)).orElse(false);
      case SHARE -> drawn(condition.share());
    };
  }

  private boolean isFrom(String range) {
    if (sight.ip().isEmpty()) certain = false;
    return sight.ip().isPresent()
        && IpRange.of(range).map(r -> r.holds(sight.ip().get())).orElse(false);
  }

  private boolean drawn(double share) {
    double from = taken;
    taken = (taken + share) % 1;
    double distance = (stands - from + 1) % 1;
    return distance < share;
  }

  /** Spreads a hash over 0 (inclusive) to 1 (exclusive). */
  private static double place(long hash) {
    long z = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 29)) * 0xbf58476d1ce4e5b9L;
    return ((z ^ (z >>> 32)) >>> 11) * 0x1.0p-53;
  }
}
