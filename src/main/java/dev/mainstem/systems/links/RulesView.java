package dev.mainstem.systems.links;

import java.util.List;

/**
 * A link's rules as readers see them.
 *
 * @param target where it leads whom no rule holds for
 */
public record RulesView(String target, List<Rule> rules) {
  static RulesView of(Link link) {
    return new RulesView(link.target(), link.rules());
  }
}
