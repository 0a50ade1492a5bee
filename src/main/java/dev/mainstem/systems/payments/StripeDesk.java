package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Id;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the parts of Stripe's API share. Safe for all threads. */
record StripeDesk(
    Payments payments, Derived derived, SecureRandom random, InstantSource clock, Checked checked) {
  /** Longest a client waits for the acquirer; then it is shown that it is processed. */
  private static final long PATIENCE_MS = 25_000;

  /** Refuses addresses that may not be called. */
  interface Checked {
    void check(String url, String pointer);
  }

  /** A new id of things whose ids the door gives away. */
  String id(String prefix) {
    return prefix + Id.of(clock.millis(), random.nextLong(), random.nextLong());
  }

  /** What risk rules may know of who pays: keyed hashes, and a country. Empty if nothing is. */
  Optional<Payer> payer(
      ForeignCall call, Optional<String> email, Optional<String> ip, Optional<String> country) {
    var seals = payments.seals();
    Payer.Blind blind = (purpose, text) -> seals.blind(call.tenant(), purpose, text);
    return Payer.of(blind, email, ip, country).told();
  }

  /** What is found in one state of the tables. */
  <T> Future<T> see(ForeignCall call, Function<StripeLookup, T> look) {
    return call.show(
        payments,
        (known, opener) ->
            look.apply(new StripeLookup(new StripeShapes(known, opener, derived, call.tenant()))));
  }

  Future<Reply> show(ForeignCall call, Function<StripeLookup, Map<String, Object>> look) {
    return see(call, look).map(shape -> StripeReply.of(200, shape));
  }

  /** The thing of this id with what is to be expanded in it. */
  Future<Reply> show(ForeignCall call, String id, List<String> expand) {
    return show(call, lookup -> lookup.expanded(thing(lookup, id), expand));
  }

  private static Map<String, Object> thing(StripeLookup lookup, String id) {
    return lookup.find(id).orElseThrow(() -> StripeProblem.GONE.of(id));
  }

  /**
   * Waits until what the acquirer is asked about this id has come to something, but not for ever.
   */
  Future<Void> settled(ForeignCall call, String id, Function<PaymentTables, Boolean> waits) {
    return settled(call, id, waits, clock.millis() + PATIENCE_MS);
  }

  private Future<Void> settled(
      ForeignCall call, String id, Function<PaymentTables, Boolean> waits, long until) {
    long left = until - clock.millis();
    if (left <= 0) return Future.succeededFuture();
    // Registered before it is looked: what happens in between rings.
    var rung = payments.bell().await(id, Math.min(left, 1_000));
    return call.read(payments, waits::apply)
        .compose(
            still ->
                still
                    ? rung.compose(done -> settled(call, id, waits, until))
                    : Future.succeededFuture());
  }

  /** The card a published test name stands for, or one that is tokenised now. */
  Optional<Card> test(String name) {
    return dev.mainstem.systems.payments.acquirer.TestCard.named(name).map(Source::card);
  }
}
