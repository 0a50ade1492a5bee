package dev.mainstem.simulation;

import dev.mainstem.codec.Codec;
import dev.mainstem.kernel.JournalSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must be true of what happened, told from the log alone: money is neither made nor lost, and
 * every order ends once, shipped and paid, or cancelled and paid back. Owned by one thread.
 */
final class Laws {
  private final Map<String, Long> purses = new HashMap<>();
  private final Map<String, Long> holds = new HashMap<>();
  private final Map<String, String> holders = new HashMap<>();
  private final Map<String, List<String>> orders = new HashMap<>();
  private final Map<String, Integer> greetings = new HashMap<>();
  private long moved;

  /** Something that happened to a tenant. */
  private record Fact(String name, String tenant, Map<?, ?> tree) {
    String about(String component) {
      return tenant + " " + tree.get(component);
    }

    long cents() {
      return ((Number) tree.get("cents")).longValue();
    }
  }

  private Laws() {}

  /** Reads what happened so far. */
  static Laws of(Book book, Codec codec) {
    var laws = new Laws();
    for (var frame : book.frames(JournalSpec.MAIN)) {
      for (var entry : frame.entries()) {
        var tree = (Map<?, ?>) codec.tree(entry.payload());
        laws.add(new Fact(entry.name(), frame.tenant().name(), tree));
      }
      Broken.unless(laws.moved == 0, () -> "the till makes or loses " + laws.moved);
    }
    return laws;
  }

  private void add(Fact fact) {
    switch (fact.name()) {
      case "till.Out" -> moved -= fact.cents();
      case "till.In" -> moved += fact.cents();
      case "wallet.Funded" -> {
        pay(fact.about("owner"), fact.cents());
        greetings.merge(fact.about("owner"), 1, Integer::sum);
      }
      case "shop.WasGreeted" -> greetings.merge(fact.about("owner"), -1, Integer::sum);
      case "wallet.WasHeld" -> hold(fact);
      case "wallet.Released" -> settle(fact, true);
      case "wallet.Taken" -> settle(fact, false);
      case "shop.Bought", "shop.Shipped", "shop.Cancelled", "shop.CalledBack" -> order(fact);
      default -> {}
    }
  }

  private void pay(String owner, long cents) {
    long left = purses.merge(owner, cents, Long::sum);
    Broken.unless(left >= 0, () -> owner + " owes " + -left);
  }

  private void hold(Fact fact) {
    pay(fact.about("owner"), -fact.cents());
    var order = fact.about("order");
    Broken.unless(holds.put(order, fact.cents()) == null, () -> order + " is held twice");
    holders.put(order, fact.about("owner"));
    order(fact);
  }

  private void settle(Fact fact, boolean back) {
    var order = fact.about("order");
    var cents = holds.put(order, -1L);
    Broken.unless(cents != null && cents >= 0, () -> order + " is not held, or settled twice");
    if (back) pay(holders.get(order), cents);
    order(fact);
  }

  private void order(Fact fact) {
    var name = fact.name().substring(fact.name().indexOf('.') + 1);
    orders.computeIfAbsent(fact.about("order"), o -> new ArrayList<>()).add(name);
  }

  /**
   * Nothing is left to do: every process has come to its end.
   *
   * @param carried orders the carrier has shipped, one for each id it was given
   */
  void ended(Collection<String> carried) {
    Broken.unless(
        carried.size() == Set.copyOf(carried).size(), () -> "shipped under two ids: " + carried);
    greetings.forEach(
        (owner, missing) ->
            Broken.unless(missing == 0, () -> owner + " is greeted wrong: " + missing));
    orders.forEach(
        (order, story) -> {
          if (story.contains("Bought")) ended(order, story);
          boolean paid = story.contains("Taken") && story.contains("Bought");
          Broken.unless(!paid || carried.contains(order), () -> order + " was never shipped");
        });
  }

  private static void ended(String order, List<String> story) {
    long ends = story.stream().filter(e -> e.equals("Shipped") || e.equals("Cancelled")).count();
    boolean held = story.contains("WasHeld");
    boolean paid = story.contains("Taken");
    boolean right =
        story.contains("Shipped")
            ? paid && !story.contains("Released")
            : !paid && held == story.contains("Released");
    Broken.unless(ends == 1 && right, () -> order + " ends as " + story);
    long back = story.stream().filter(e -> e.equals("CalledBack")).count();
    boolean cancelled = story.contains("Cancelled");
    Broken.unless(back <= (cancelled ? 1 : 0), () -> order + " is called back in " + story);
  }
}
