package dev.mainstem.systems.payments;

import static dev.mainstem.systems.payments.PaymentProblem.NOT_LISTED;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_ACCOUNT;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_CHARGE;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_CUSTOMER;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_DELEGATION;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_DELIVERY;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_DISPUTE;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_ENDPOINT;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_EVENT;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_LINE;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_METHOD;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_PAYMENT;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_REFUND;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_REVIEW;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_SETUP;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_TOKEN;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_TRANSFER;

import dev.mainstem.kernel.Claim;
import dev.mainstem.kernel.Index;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import dev.mainstem.systems.payments.acquirer.Behaviour;
import dev.mainstem.systems.payments.ledger.Account;
import dev.mainstem.systems.payments.ledger.Book;
import dev.mainstem.systems.payments.ledger.Draft;
import dev.mainstem.systems.payments.ledger.Line;
import dev.mainstem.systems.payments.ledger.Transfer;
import dev.mainstem.systems.payments.risk.Judgement;
import dev.mainstem.systems.payments.risk.RiskRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What payments knows. Never a card number. */
final class PaymentTables extends Tables implements Book {
  static final String SIMULATOR = "simulator";
  static final String RISK = "risk";
  static final int MOST_ENDPOINTS = 16;
  private static final int FIRST_NOTICE = 100;

  final Table<String, Intent> intents =
      table("intent", String.class, Intent.class).absent(NO_SUCH_PAYMENT);
  final Index<String, String, Intent> byReference =
      intents.index("reference", String.class, intent -> intent.reference().orElse(null));
  final Index<String, String, Intent> intentsOf =
      intents.index("customer", String.class, intent -> intent.terms().customer().orElse(null));
  final Table<String, Charge> charges =
      table("charge", String.class, Charge.class).absent(NO_SUCH_CHARGE);
  final Index<String, String, Charge> chargesOf =
      charges.index("intent", String.class, Charge::intent);
  final Index<String, String, Charge> seen = charges.indexAll("seen", String.class, Charge::seenBy);
  final Table<String, Review> reviews =
      table("review", String.class, Review.class).absent(NO_SUCH_REVIEW);
  final Index<Instant, String, Review> waiting =
      reviews.index("waiting", Instant.class, Review::waiting);
  final Table<String, RiskRules> riskRules = table("riskRules", String.class, RiskRules.class);
  final Table<Enrolment.Key, Enrolment> lists =
      table("list", Enrolment.Key.class, Enrolment.class).absent(NOT_LISTED);
  final Table<String, Attempt> attempts = table("attempt", String.class, Attempt.class);
  final Table<String, Challenge> challenges = table("challenge", String.class, Challenge.class);
  final Claim<String> challenged = claim("challenge", String.class);
  final Table<String, Giveback> refunds =
      table("refund", String.class, Giveback.class).absent(NO_SUCH_REFUND);
  final Index<String, String, Giveback> refundsOf =
      refunds.index("intent", String.class, Giveback::intent);
  final Table<Giveback.Key, Named> refundKeys = table("refundKey", Giveback.Key.class, Named.class);
  final Table<String, Dispute> disputes =
      table("dispute", String.class, Dispute.class).absent(NO_SUCH_DISPUTE);
  final Table<String, BalanceLine> lines =
      table("balanceLine", String.class, BalanceLine.class).absent(NO_SUCH_LINE);
  final Table<String, Customer> customers =
      table("customer", String.class, Customer.class).absent(NO_SUCH_CUSTOMER);
  final Index<String, String, Customer> byEmail =
      customers.index("email", String.class, customer -> customer.email().orElse(null));
  final Table<String, Method> methods =
      table("method", String.class, Method.class).absent(NO_SUCH_METHOD);
  final Index<String, String, Method> methodsOf =
      methods.index("customer", String.class, method -> method.customer().orElse(null));
  final Table<String, CardToken> tokens =
      table("token", String.class, CardToken.class).absent(NO_SUCH_TOKEN);
  final Table<String, Delegation> delegations =
      table("delegation", String.class, Delegation.class).absent(NO_SUCH_DELEGATION);
  final Table<String, Setup> setups =
      table("setup", String.class, Setup.class).absent(NO_SUCH_SETUP);
  final Table<String, Account> accounts =
      table("account", String.class, Account.class).absent(NO_SUCH_ACCOUNT);
  final Table<String, Transfer> transfers =
      table("transfer", String.class, Transfer.class).absent(NO_SUCH_TRANSFER);
  final Index<String, String, Transfer> byAccount =
      transfers.indexAll("account", String.class, t -> List.of(t.debit(), t.credit()));
  final Index<Instant, String, Transfer> expiring =
      transfers.index("expires", Instant.class, PaymentTables::expires);
  final Table<String, Notice> notices =
      table("notice", String.class, Notice.class).absent(NO_SUCH_EVENT);
  final Table<String, Named> untold = table("untold", String.class, Named.class);
  final Table<String, Endpoint> endpoints =
      table("endpoint", String.class, Endpoint.class).absent(NO_SUCH_ENDPOINT);
  final Table<String, Delivery> deliveries =
      table("delivery", String.class, Delivery.class).absent(NO_SUCH_DELIVERY);
  final Index<Delivery.Lane, String, Delivery> lanes =
      deliveries.index("lane", Delivery.Lane.class, Delivery::lane);
  final Table<String, Trimming> trims = table("trim", String.class, Trimming.class);
  final Table<String, Behaviour> simulator = table("simulator", String.class, Behaviour.class);

  private final Premises premises;

  PaymentTables(Premises premises) {
    this.premises = premises;
  }

  Premises premises() {
    return premises;
  }

  private static Instant expires(Transfer transfer) {
    return transfer.state() == Transfer.State.OPEN ? transfer.expiresAt().orElse(null) : null;
  }

  @Override
  public Optional<Account> account(String id) {
    return accounts.find(id);
  }

  @Override
  public Optional<Transfer> transfer(String id) {
    return transfers.find(id);
  }

  Behaviour behaviour() {
    return simulator.find(SIMULATOR).orElse(Behaviour.GOOD);
  }

  RiskRules risk() {
    return riskRules.find(RISK).orElse(RiskRules.NONE);
  }

  /** The review of an intent's latest charge. */
  Optional<Review> review(Intent intent) {
    // Most payments have none, and to look for what is not there is what costs.
    return intent
        .charge()
        .map(charges::get)
        .filter(charge -> charge.judgement().filter(Judgement::asksForReview).isPresent())
        .flatMap(charge -> reviews.find(Review.of(charge.id())));
  }

  /** A customer who is not deleted. */
  Customer customer(String id) {
    return customers.find(id).filter(c -> !c.deleted()).orElseThrow(() -> NO_SUCH_CUSTOMER.of(id));
  }

  /** The intent another system gave this name. */
  Intent referred(String reference) {
    return byReference.first(reference).orElseThrow(() -> NO_SUCH_PAYMENT.of(reference));
  }

  /** Webhook endpoints that want to be told this; there are few. */
  List<Endpoint> hearing(Happening what) {
    return endpoints.scan(Span.of(), MOST_ENDPOINTS).stream()
        .map(Row::value)
        .filter(endpoint -> endpoint.wants(what))
        .toList();
  }

  /** Whether there are as many endpoints as there may be. */
  boolean full() {
    return endpoints.scan(Span.of(), MOST_ENDPOINTS).size() == MOST_ENDPOINTS;
  }

  /** Only inside {@code applyTo}: enters lines, writing each account once. */
  void enter(List<Line> lines, Instant at) {
    var draft = new Draft(this);
    for (var line : lines) draft.enter(line, at);
    draft.accounts(account -> accounts.put(account.id(), account));
    draft.transfers().forEach(transfers::put);
  }

  /** Only inside {@code applyTo}: remembers what clients are told. */
  void told(Moment at, Happening what, String object) {
    var id = "evt_" + at.id(FIRST_NOTICE + what.ordinal());
    notices.put(id, new Notice(id, what, object, at.time()));
    if (!hearing(what).isEmpty()) untold.put(id, new Named(object));
  }
}
