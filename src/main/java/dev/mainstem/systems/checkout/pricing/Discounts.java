package dev.mainstem.systems.checkout.pricing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Applies promotions to lines, one after the other. Made for one basket and used once. */
final class Discounts {
  private final Basket basket;
  private final List<Long> left = new ArrayList<>();
  private final List<Long> ofItems;
  private final List<Long> ofOrder;
  private final List<Totals.Applied> applied = new ArrayList<>();
  private long shipping;

  Discounts(Basket basket) {
    this.basket = basket;
    basket.items().forEach(item -> left.add(item.base()));
    ofItems = new ArrayList<>(Collections.nCopies(left.size(), 0L));
    ofOrder = new ArrayList<>(Collections.nCopies(left.size(), 0L));
    shipping = basket.shipping().map(Basket.Shipping::price).orElse(0L);
  }

  Discounts apply() {
    for (var promotion : basket.promotions().stream().sorted(Promotion.ORDER).toList()) {
      if (!applied.isEmpty() && !promotion.stacks()) continue;
      boolean worked = promotion.in(basket.currency()) && reached(promotion) && apply(promotion);
      if (worked && !promotion.stacks()) break;
    }
    return this;
  }

  private boolean reached(Promotion promotion) {
    long base = 0;
    boolean any = false;
    for (var item : basket.items()) {
      if (!promotion.covers(item)) continue;
      any = true;
      base = Math.addExact(base, item.base());
    }
    return any && base >= promotion.minimum();
  }

  private boolean apply(Promotion promotion) {
    return switch (promotion.kind()) {
      case PERCENT, BUY_X_GET_Y -> each(promotion);
      case AMOUNT -> across(promotion);
      case FREE_SHIPPING -> sentFree(promotion);
    };
  }

  private boolean each(Promotion promotion) {
    var off = new ArrayList<Long>();
    for (int i = 0; i < left.size(); i++) {
      var item = basket.items().get(i);
      off.add(promotion.covers(item) ? Math.min(left.get(i), off(promotion, item, i)) : 0L);
    }
    return take(promotion, off, ofItems);
  }

  private long off(Promotion promotion, Basket.Item item, int at) {
    long of =
        promotion.kind() == Promotion.Kind.PERCENT
            ? left.get(at)
            : item.price() * promotion.free(item.quantity());
    return basket.taxation().rounding().share(of, promotion.ppm(), Rounding.WHOLE);
  }

  private boolean across(Promotion promotion) {
    var weights = new ArrayList<Long>();
    for (int i = 0; i < left.size(); i++) {
      weights.add(promotion.covers(basket.items().get(i)) ? left.get(i) : 0L);
    }
    long most = weights.stream().mapToLong(Long::longValue).sum();
    long amount = Math.min(promotion.amount(), most);
    return amount > 0 && take(promotion, Rounding.spread(amount, weights), ofOrder);
  }

  private boolean sentFree(Promotion promotion) {
    if (shipping == 0) return false;
    var none = Collections.nCopies(left.size(), 0L);
    applied.add(new Totals.Applied(promotion.id(), promotion.code(), shipping, none));
    shipping = 0;
    return true;
  }

  private boolean take(Promotion promotion, List<Long> off, List<Long> from) {
    long all = off.stream().mapToLong(Long::longValue).sum();
    if (all == 0) return false;
    for (int i = 0; i < left.size(); i++) {
      left.set(i, left.get(i) - off.get(i));
      from.set(i, from.get(i) + off.get(i));
    }
    applied.add(new Totals.Applied(promotion.id(), promotion.code(), all, List.copyOf(off)));
    return true;
  }

  long net(int line) {
    return left.get(line);
  }

  long ofItem(int line) {
    return ofItems.get(line);
  }

  long ofOrder(int line) {
    return ofOrder.get(line);
  }

  /** What sending still costs. */
  long shipping() {
    return shipping;
  }

  List<Totals.Applied> applied() {
    return List.copyOf(applied);
  }
}
