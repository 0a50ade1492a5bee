package dev.mainstem.systems.payments;

import dev.mainstem.wire.http.ForeignApi;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Stripe's API, version 1, on a listener of its own, for the libraries it has. What moves the money
 * is a simulator; what is called a charge there is an attempt here. A key is one of the house's,
 * with or without {@code sk_test_} before it.
 *
 * @see <a href="https://docs.stripe.com/api">Stripe's reference</a>
 */
public final class StripeDoor implements ForeignApi {
  private static final String V1 = "/v1";
  private static final String INTENT = V1 + "/payment_intents/{id}";
  private static final String METHOD = V1 + "/payment_methods/{id}";
  private static final String CUSTOMER = V1 + "/customers/{id}";
  private static final String SETUP = V1 + "/setup_intents/{id}";
  private static final String REFUND = V1 + "/refunds/{id}";
  private static final String DISPUTE = V1 + "/disputes/{id}";
  private static final String ENDPOINT = V1 + "/webhook_endpoints/{id}";
  private static final int PATH_LONGEST = 255;

  private final StripeIntents intents;
  private final StripeCards cards;
  private final StripeCustomers customers;
  private final StripeMoney money;
  private final StripeSetups setups;
  private final StripeTokens tokens;
  private final StripeDisputes disputes;
  private final StripeEvents events;
  private final StripeReviews reviews;
  private final StripeEndpoints endpoints;
  private final ChallengePage challenge;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  public StripeDoor(Payments payments, SecureRandom random, InstantSource clock) {
    var out = payments.outgoing();
    var desk = new StripeDesk(payments, payments.derived(), random, clock, out::check);
    cards = new StripeCards(desk);
    intents = new StripeIntents(desk, cards);
    customers = new StripeCustomers(desk);
    money = new StripeMoney(desk);
    setups = new StripeSetups(desk);
    tokens = new StripeTokens(desk);
    disputes = new StripeDisputes(desk);
    events = new StripeEvents(desk);
    reviews = new StripeReviews(desk);
    endpoints = new StripeEndpoints(desk);
    challenge = new ChallengePage(desk);
  }

  @Override
  public String name() {
    return "payments";
  }

  @Override
  public String root() {
    return "/";
  }

  @Override
  public void routes(Routes to) {
    to.post(V1 + "/payment_intents", once(intents::create));
    to.get(V1 + "/payment_intents", intents::list);
    to.get(INTENT, intents::retrieve);
    to.post(INTENT, once(intents::update));
    to.post(INTENT + "/confirm", once(intents::confirm));
    to.post(INTENT + "/capture", once(intents::capture));
    to.post(INTENT + "/cancel", once(intents::cancel));
    people(to);
    to.post(V1 + "/setup_intents", once(setups::create));
    to.get(V1 + "/setup_intents", setups::list);
    to.get(SETUP, setups::retrieve);
    to.post(SETUP + "/confirm", once(setups::confirm));
    to.post(SETUP + "/cancel", once(setups::cancel));
    to.get(V1 + "/charges", money::charges);
    to.get(V1 + "/charges/{id}", money::charge);
    to.post(V1 + "/refunds", once(money::refund));
    to.get(V1 + "/refunds", money::refunds);
    to.get(REFUND, money::showRefund);
    to.post(REFUND, once(money::updateRefund));
    to.post(REFUND + "/cancel", once(money::cancelRefund));
    to.get(V1 + "/balance", money::balance);
    to.get(V1 + "/balance_transactions", money::lines);
    to.get(V1 + "/balance_transactions/{id}", money::line);
    to.get(V1 + "/reviews", reviews::list);
    to.get(V1 + "/reviews/{id}", reviews::retrieve);
    to.post(V1 + "/reviews/{id}/approve", once(reviews::approve));
    telling(to);
    more(to);
    to.get("/3ds/{challenge}", challenge::show).open();
    to.post("/3ds/{challenge}", challenge::answer).open();
  }

  private void people(Routes to) {
    to.post(V1 + "/customers", once(customers::create));
    to.get(V1 + "/customers", customers::list);
    to.get(CUSTOMER, customers::retrieve);
    to.post(CUSTOMER, once(customers::update));
    to.delete(CUSTOMER, customers::delete);
    to.get(CUSTOMER + "/payment_methods", cards::list);
    to.post(V1 + "/payment_methods", once(cards::create));
    to.get(V1 + "/payment_methods", cards::list);
    to.get(METHOD, cards::retrieve);
    to.post(METHOD, once(cards::update));
    to.post(METHOD + "/attach", once(cards::attach));
    to.post(METHOD + "/detach", once(cards::detach));
  }

  /** Tokens, disputes, and what else came later. */
  private void more(Routes to) {
    to.post(V1 + "/tokens", once(tokens::create));
    to.get(V1 + "/tokens/{id}", tokens::retrieve);
    to.post(INTENT + "/increment_authorization", once(intents::increment));
    to.get(V1 + "/customers/search", customers::search);
    to.get(V1 + "/disputes", disputes::list);
    to.get(DISPUTE, disputes::retrieve);
    to.post(DISPUTE, once(disputes::update));
    to.post(DISPUTE + "/close", once(disputes::close));
  }

  private void telling(Routes to) {
    to.get(V1 + "/events", events::list);
    to.get(V1 + "/events/{id}", events::retrieve);
    to.post(V1 + "/webhook_endpoints", once(endpoints::create));
    to.get(V1 + "/webhook_endpoints", endpoints::list);
    to.get(ENDPOINT, endpoints::retrieve);
    to.post(ENDPOINT, once(endpoints::update));
    to.delete(ENDPOINT, endpoints::remove);
  }

  /** The same key while the first request is under way is a conflict, as Stripe has it. */
  private Deed once(Deed deed) {
    return call -> {
      var key = call.header("Idempotency-Key");
      if (key.isEmpty() || key.get().length() > PATH_LONGEST) return deed.answer(call);
      var name = call.tenant().name() + " " + key.get();
      if (!underWay.add(name)) return Future.failedFuture(StripeProblem.KEY_IN_USE.refusal());
      return answered(deed, call).onComplete(done -> underWay.remove(name));
    };
  }

  private static Future<Reply> answered(Deed deed, ForeignCall call) {
    try {
      return deed.answer(call);
    } catch (RuntimeException no) {
      return Future.failedFuture(no);
    }
  }

  /** As a bearer or as the user of Basic; live mode keys are for live acquirers. */
  @Override
  public Optional<String> key(UnaryOperator<String> header, UnaryOperator<String> query) {
    var key = StripeKey.shown(header.apply("Authorization"));
    if (key.filter(k -> k.matches("[rs]k_live_.*")).isPresent()) {
      throw StripeProblem.LIVE_KEY.refusal();
    }
    return key.map(k -> k.replaceFirst("^[rs]k_test_", ""));
  }

  @Override
  public boolean takes(String contentType) {
    return contentType == null || contentType.startsWith("application/x-www-form-urlencoded");
  }

  @Override
  public Reply refused(No no, UnaryOperator<String> given) {
    return StripeProblem.of(no, given);
  }
}
