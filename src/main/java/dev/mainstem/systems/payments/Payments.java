package dev.mainstem.systems.payments;

import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.engine.keys.Seals;
import dev.mainstem.kernel.Invariant;
import dev.mainstem.kernel.Reactions;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.systems.payments.LedgerCommand.OpenAccount;
import dev.mainstem.systems.payments.LedgerCommand.PostTransfers;
import dev.mainstem.systems.payments.acquirer.Acquirer;
import dev.mainstem.systems.payments.ledger.Account;
import dev.mainstem.systems.payments.ledger.Transfer;
import java.time.Instant;
import java.util.List;

/** Payments: cards charged once through an acquirer, and the books that always sum to zero. */
public final class Payments extends Subsystem<PaymentTables> {
  private final Works works;
  private final Derived derived;
  private final Doorbell bell = new Doorbell();
  private final Past past;

  /**
   * What payments works with.
   *
   * @param acquirer who moves the money
   * @param vault where card numbers are
   * @param seals forgets customers
   * @param outgoing the way to webhook endpoints
   * @param secret 32 bytes of the house
   * @param born when this house was opened
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Works(
      Acquirer acquirer,
      Vault vault,
      Seals seals,
      Outgoing outgoing,
      byte[] secret,
      Instant born) {}

  public Payments(Premises premises, Works works) {
    super("payments", PaymentCommand.class, PaymentEvent.class, () -> new PaymentTables(premises));
    this.works = works;
    this.derived = new Derived(works.secret());
    this.past = new Past(works.seals());
  }

  /** With which doors of other systems tokenise a card. */
  public Vault vault() {
    return works.vault();
  }

  /** What webhooks look back into. */
  public Past past() {
    return past;
  }

  Seals seals() {
    return works.seals();
  }

  Doorbell bell() {
    return bell;
  }

  Derived derived() {
    return derived;
  }

  Outgoing outgoing() {
    return works.outgoing();
  }

  @Override
  public void reactions(Reactions<PaymentTables> when) {
    var lines = new Lines(when);
    lines.money(works.acquirer(), works.vault(), works.born());
    lines.clock();
    lines.forgetting(works.seals(), works.vault());
    var telling = new Telling(when, bell);
    telling.everybody();
    telling.webhooks(new WebhookEffect(works.outgoing(), derived, () -> this));
  }

  @Override
  public List<Invariant<PaymentTables>> invariants() {
    return PaymentLaws.all();
  }

  @Override
  public void http(Routes<PaymentTables> http) {
    new PaymentRoutes(works.acquirer()).all(http);
    http.post("/payments/ledger/accounts", OpenAccount.class)
        .created("/payments/ledger/accounts/{id}")
        .says("Opens an account of your own books.");
    http.get(
            "/payments/ledger/accounts", (known, ask) -> known.accounts.page(Span.of(), ask.page()))
        .lists(Account.class)
        .says("Lists accounts, the house's own and yours.");
    http.get(
            "/payments/ledger/accounts/{id}",
            (known, ask) -> known.accounts.requireRow(ask.path("id")))
        .shows(Account.class)
        .says("Shows an account; with asOf, as it was.");
    http.post("/payments/ledger/transfers", PostTransfers.class)
        .says("Posts up to 8,000 transfers; each has a verdict of its own.");
    http.get(
            "/payments/ledger/transfers/{id}",
            (known, ask) -> known.transfers.requireRow(ask.path("id")))
        .shows(Transfer.class)
        .says("Shows a transfer.");
    http.get(
            "/payments/ledger/statements/{account}",
            (known, ask) -> known.byAccount.page(ask.path("account"), ask.page()))
        .lists(Transfer.class)
        .says("Lists the transfers of an account.");
  }
}
