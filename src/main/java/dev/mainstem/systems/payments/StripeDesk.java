package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Id;
import dev.mainstem.kernel.Position;
import dev.mainstem.systems.payments.acquirer.TestCard;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
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

  /** What is found in the newest state of the tables. */
  <T> Future<T> see(ForeignCall call, Function<StripeLookup, T> look) {
    return see(call, Optional.empty(), look);
  }

  /** What is found in one state of the tables. */
  <T> Future<T> see(ForeignCall call, Optional<Position> then, Function<StripeLookup, T> look) {
    return call.show(
        payments,
        then,
        (known, opener) ->
            look.apply(new StripeLookup(new StripeShapes(known, opener, derived, call.tenant()))));
  }

  Future<Reply> show(ForeignCall call, Function<StripeLookup, Map<String, Object>> look) {
    return see(call, look).map(shape -> StripeReply.of(200, shape));
  }

  /** What is asked for by the id in the path, with what is to be expanded in it. */
  Future<Reply> retrieve(
      ForeignCall call, BiFunction<StripeShapes, String, Map<String, Object>> shape) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    params.done();
    var id = call.path("id");
    return show(call, lookup -> lookup.expanded(shape.apply(lookup.shapes(), id), expand));
  }

  /** The thing of this id with what is to be expanded in it. */
  Future<Reply> show(ForeignCall call, String id, List<String> expand) {
    return show(call, Optional.empty(), id, expand);
  }

  /** The same as it was at a position. */
  Future<Reply> show(ForeignCall call, Optional<Position> then, String id, List<String> expand) {
    return see(call, then, lookup -> lookup.expanded(thing(lookup, id), expand))
        .map(shape -> StripeReply.of(200, shape));
  }

  /** What is asked of something, and which. */
  record Deed<R>(Command<PaymentTables, R> command, Function<R, String> id) {}

  /** Asks, and shows what it is about; if it was asked before, as it was then. */
  <R> Future<Reply> done(ForeignCall call, Deed<R> deed, List<String> expand) {
    return call.tell(payments, deed.command())
        .compose(
            told -> {
              var id = deed.id().apply(told.value());
              return show(call, told.before(), id, expand);
            });
  }

  /**
   * When a request was answered for the first time, if it is made once more.
   *
   * @param operation what the acquirer was asked then, if it was
   */
  Future<Optional<Position>> first(
      ForeignCall call, Optional<Position> before, Optional<String> operation) {
    if (before.isEmpty()) return Future.succeededFuture(before);
    return call.read(payments, known -> FirstAnswer.of(known, before.get(), operation));
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

  /** Who asks again brings the number again, and it is in the vault already. */
  Future<Void> unneeded(ForeignCall call, Card brought, Card kept) {
    boolean same = kept.token().equals(brought.token());
    if (same || brought.token().startsWith(TestCard.TOKEN)) return Future.succeededFuture();
    return Future.fromCompletionStage(payments.vault().destroy(call.tenant(), brought.token()));
  }

  /** The card a published test name stands for, or one that is tokenised now. */
  Optional<Card> test(String name) {
    return TestCard.named(name).map(Source::card);
  }
}
