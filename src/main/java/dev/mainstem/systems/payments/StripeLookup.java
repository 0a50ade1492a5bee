package dev.mainstem.systems.payments;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds things by their ids, and puts them where only the id stands ({@code expand[]}). */
final class StripeLookup {
  private static final int DEEPEST = 4;

  private final StripeShapes shapes;

  StripeLookup(StripeShapes shapes) {
    this.shapes = shapes;
  }

  StripeShapes shapes() {
    return shapes;
  }

  /** The thing of this id, by what the id begins with. */
  Optional<Map<String, Object>> find(String id) {
    var known = shapes.known();
    int bar = id.indexOf('_');
    return switch (bar < 0 ? "" : id.substring(0, bar)) {
      case "pi" -> known.intents.find(id).map(shapes::intent);
      case "ch" -> known.charges.find(id).map(charge -> StripeMoneyShapes.charge(known, charge));
      case "re" -> known.refunds.find(id).map(StripeMoneyShapes::refund);
      case "txn" -> known.lines.find(id).map(StripeMoneyShapes::line);
      case "cus" -> known.customers.find(id).map(shapes::customer);
      case "pm" -> known.methods.find(id).map(shapes::method);
      case "prv" -> known.reviews.find(id).map(StripeReviews::shape);
      case "dp" -> known.disputes.find(id).map(shapes::dispute);
      case "tok" -> known.tokens.find(id).map(shapes::token);
      case "seti" -> known.setups.find(id).map(shapes::setup);
      default -> Optional.empty();
    };
  }

  Map<String, Object> expanded(Map<String, Object> shape, List<String> paths) {
    for (var path : paths) {
      var steps = List.of(path.split("\\."));
      if (steps.size() > DEEPEST) throw StripeProblem.NOT_EXPANDABLE.at("/expand", path);
      expand(shape, steps, path);
    }
    return shape;
  }

  @SuppressWarnings("unchecked") // shapes hold maps by name
  private void expand(Map<String, Object> shape, List<String> steps, String path) {
    var name = steps.get(0);
    if (!shape.containsKey(name)) throw StripeProblem.NOT_EXPANDABLE.at("/expand", path);
    var rest = steps.subList(1, steps.size());
    var value = shape.get(name);
    if (value instanceof List<?> list) {
      for (var each : list) expand((Map<String, Object>) each, rest, path);
      return;
    }
    if (value instanceof String id) {
      var found = find(id).orElseThrow(() -> StripeProblem.NOT_EXPANDABLE.at("/expand", path));
      shape.put(name, found);
    }
    if (shape.get(name) instanceof Map<?, ?> inside && !rest.isEmpty()) {
      expand((Map<String, Object>) inside, rest, path);
    }
  }
}
