package dev.mainstem.systems.checkout;

import dev.mainstem.systems.checkout.Quote.Message;
import dev.mainstem.systems.checkout.pricing.Basket;
import dev.mainstem.systems.checkout.pricing.Taxation;
import dev.mainstem.systems.checkout.pricing.Totals;
import dev.mainstem.systems.checkout.stock.Units;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Works out what a session comes to. Made for one session and used once. */
final class Quoting {
  private static final long FEW = 5;

  private final CheckoutTables known;
  private final Instant now;
  private final Session session;
  private final List<Quote.Line> lines = new ArrayList<>();
  private final List<Basket.Item> items = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private boolean sent;

  private Quoting(CheckoutTables known, Session session, Instant now) {
    this.known = known;
    this.session = session;
    this.now = now;
  }

  static Quote of(CheckoutTables known, Session session, Instant now) {
    return new Quoting(known, session, now).quote();
  }

  private Quote quote() {
    for (int i = 0; i < session.lines().size(); i++) line(session.lines().get(i), i);
    stock();
    var options = options();
    var option = chosen(options);
    who(options);
    var codes = new Codes(known, session, now).read(base());
    codes.rejected().forEach(each -> warn(each.reason(), "/discounts/codes", each.text()));
    var basket =
        new Basket(
            session.currency(),
            List.copyOf(items),
            option.map(each -> new Basket.Shipping(each.id(), each.price())),
            codes.promotions(),
            taxation());
    return new Quote(
        session,
        List.copyOf(lines),
        basket,
        Totals.of(basket),
        options,
        option.map(Quote.Option::id),
        codes.rejected(),
        List.copyOf(messages));
  }

  private long base() {
    return items.stream().mapToLong(item -> item.price() * item.quantity()).sum();
  }

  private void warn(String code, String param, String text) {
    messages.add(new Message(Message.Kind.WARNING, code, param, text));
  }

  private void err(String code, String param, String text) {
    messages.add(new Message(Message.Kind.ERROR, code, param, text));
  }

  private void line(Units wanted, int at) {
    var param = "/line_items/" + at;
    var variant = known.variants.find(wanted.sku());
    var price = known.prices.find(new Price.Key(wanted.sku(), session.currency()));
    if (variant.isEmpty()) {
      err("not_found", param, "There is no item " + wanted.sku());
    } else if (price.isEmpty()) {
      err("unsupported", param, wanted.sku() + " is not sold in " + session.currency());
    } else {
      line(wanted, variant.get(), price.get());
      limits(wanted, variant.get(), param);
    }
  }

  private void line(Units wanted, Variant variant, Price price) {
    var key = "li_" + wanted.sku();
    lines.add(
        new Quote.Line(
            key,
            wanted.sku(),
            known.products.get(variant.product()),
            variant.title(),
            variant.options(),
            price.amount(),
            wanted.quantity(),
            known.stocks.available(variant),
            variant.cap()));
    items.add(
        new Basket.Item(key, wanted.sku(), price.amount(), wanted.quantity(), variant.category()));
    sent |= !variant.digital();
  }

  private void limits(Units wanted, Variant variant, String param) {
    var sale = known.saleOf(wanted.sku());
    var most = known.stocks.cap(variant, now);
    long had = session.customer().buyer().map(b -> known.stocks.had(b, wanted.sku())).orElse(0L);
    if (most.isPresent() && had + wanted.quantity() > most.get()) {
      err("quantity_exceeded", param, "At most " + most.get() + " for each buyer");
    }
    if (sale.isEmpty() || sale.get().over(now)) return;
    if (!sale.get().open(now)) {
      err("unsupported", param, "It is sold from " + sale.get().opensAt());
    } else if (!known.admitted(session, sale.get())) {
      err("rate_limited", param, "It is not your turn in line yet");
    }
  }

  /** Lines may share what they consist of, so all of them are looked at together. */
  private void stock() {
    for (int i = 0; i < session.lines().size(); i++) {
      var wanted = session.lines().get(i);
      var variant = known.variants.find(wanted.sku());
      if (variant.isEmpty()) continue;
      var param = "/line_items/" + i;
      long left = known.stocks.available(variant.get());
      if (known.stocks.shortOf(session.lines(), variant.get())) {
        err("out_of_stock", param, "There are " + left + " left");
      } else if (left <= FEW) {
        warn("low_stock", param, "There are only " + left + " left");
      }
    }
  }

  private List<Quote.Option> options() {
    if (lines.isEmpty()) return List.of();
    if (!sent) {
      return List.of(new Quote.Option("digital", "Digital delivery", "", 0, true, 0, 0));
    }
    var to = session.customer().to();
    if (to.isEmpty()) return List.of();
    return known.shippingTo(to.get().country(), session.currency()).stream()
        .map(rate -> option(rate, rate.prices().get(session.currency())))
        .sorted(Comparator.comparingLong(Quote.Option::price).thenComparing(Quote.Option::id))
        .toList();
  }

  private static Quote.Option option(ShippingRate rate, long price) {
    var days = rate.minDays();
    return new Quote.Option(
        rate.id(), rate.title(), rate.carrier(), price, false, days, rate.maxDays());
  }

  private Optional<Quote.Option> chosen(List<Quote.Option> options) {
    return options.stream()
        .filter(each -> session.option().equals(Optional.of(each.id())))
        .findFirst()
        .or(() -> options.stream().findFirst());
  }

  private void who(List<Quote.Option> options) {
    if (lines.isEmpty()) err("missing", "/line_items", "There is nothing in it");
    if (session.customer().buyer().isEmpty()) {
      err("missing", "/buyer/email", "Whose order is it?");
    }
    if (!sent || lines.isEmpty()) return;
    if (session.customer().to().isEmpty()) {
      err("missing", "/fulfillment_details/address", "Where does it go?");
    } else if (options.isEmpty()) {
      err("region_restricted", "/fulfillment_details/address/country", "We do not send there");
    }
  }

  private Taxation taxation() {
    var to = session.customer().to();
    if (to.isEmpty()) return Taxation.NONE;
    return known
        .taxes
        .find(to.get().country())
        .map(t -> t.in(to.get().state()))
        .orElse(Taxation.NONE);
  }
}
