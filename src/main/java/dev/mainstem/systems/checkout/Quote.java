package dev.mainstem.systems.checkout;

import dev.mainstem.systems.checkout.pricing.Basket;
import dev.mainstem.systems.checkout.pricing.Totals;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a session comes to now: its lines and prices, how it can be sent, and what is to be said.
 *
 * @param option how it is sent: as chosen, or else the cheapest way
 */
record Quote(
    Session session,
    List<Line> lines,
    Basket basket,
    Totals totals,
    List<Option> options,
    Optional<String> option,
    List<Rejected> rejected,
    List<Message> messages) {

  /** One line that can be priced. */
  record Line(
      String key,
      String sku,
      Product product,
      String title,
      Map<String, String> choices,
      long price,
      int quantity,
      long available,
      Optional<Integer> cap) {}

  /** One way to send it. */
  record Option(
      String id, String title, String carrier, long price, boolean digital, int from, int to) {}

  /** A code that does not apply; its reason is one of the Agentic Commerce Protocol's. */
  record Rejected(String code, String reason, String text) {}

  /**
   * Something to be said.
   *
   * @param code one of the Agentic Commerce Protocol's
   * @param param what it is about, as RFC 6901 pointer into the session
   */
  record Message(Kind kind, String code, String param, String text) {
    /** How bad it is. */
    enum Kind {
      WARNING,
      ERROR
    }
  }

  /** Whether it can be completed as it is. */
  boolean payable() {
    return messages.stream().noneMatch(each -> each.kind() == Message.Kind.ERROR);
  }

  /** The first thing that is in the way. */
  Optional<Message> obstacle() {
    return messages.stream().filter(each -> each.kind() == Message.Kind.ERROR).findFirst();
  }

  Quote of(Session now) {
    return new Quote(now, lines, basket, totals, options, option, rejected, messages);
  }
}
