package dev.mainstem.systems.checkout;

import dev.mainstem.systems.checkout.pricing.Promotion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Which promotions a session has, and why codes it brought give none. Used once. */
final class Codes {
  private final CheckoutTables known;
  private final Session session;
  private final Instant now;
  private final List<Promotion> promotions = new ArrayList<>();
  private final List<Quote.Rejected> rejected = new ArrayList<>();

  Codes(CheckoutTables known, Session session, Instant now) {
    this.known = known;
    this.session = session;
    this.now = now;
  }

  /**
   * @param base what all lines cost before any discount
   */
  Codes read(long base) {
    for (var deal : known.automatic()) {
      if (deal.running(now) && !deal.usedUp()) promotions.add(deal.promotion());
    }
    var met = new HashSet<String>();
    for (var code : session.codes()) {
      if (met.add(Deal.folded(code))) read(code, base);
      else no(code, "discount_code_already_applied", "This code stands there twice");
    }
    return this;
  }

  private void read(String code, long base) {
    var deal = known.byCode.first(Deal.folded(code));
    if (deal.isEmpty()) {
      no(code, "discount_code_invalid", "There is no such code");
    } else if (!deal.get().running(now)) {
      no(code, "discount_code_expired", "This code is not valid now");
    } else if (deal.get().usedUp()) {
      no(code, "discount_code_usage_limit_reached", "This code is used up");
    } else {
      apply(code, deal.get().promotion(), base);
    }
  }

  private void apply(String code, Promotion promotion, long base) {
    if (!promotion.in(session.currency())) {
      no(code, "discount_code_user_ineligible", "This code is for another currency");
    } else if (base < promotion.minimum()) {
      no(code, "discount_code_minimum_not_met", "This code needs a larger order");
    } else if (!promotions.isEmpty() && !promotion.stacks()) {
      no(code, "discount_code_combination_disallowed", "This code goes with no other discount");
    } else {
      promotions.add(promotion);
    }
  }

  private void no(String code, String reason, String text) {
    rejected.add(new Quote.Rejected(code, reason, text));
  }

  List<Promotion> promotions() {
    return List.copyOf(promotions);
  }

  List<Quote.Rejected> rejected() {
    return List.copyOf(rejected);
  }
}
