package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.ledger.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All there is to see of one payment.
 *
 * @param contact whom a receipt and the goods go to
 * @param charges its attempts, the newest first, fifty at most; so are its refunds
 * @param lines what stands in the books because of these
 */
record PaymentDetail(
    PaymentView view,
    Optional<Sealed<Contact>> contact,
    List<ChargeView> charges,
    List<Giveback> refunds,
    List<Transfer> lines) {
  private static final Page MOST = Page.first(50);

  static PaymentDetail of(PaymentTables known, String id) {
    var intent = known.intents.require(id);
    var newest = Span.of(id).backwards();
    var charges = known.chargesOf.page(newest, MOST).items();
    var refunds = known.refundsOf.page(newest, MOST).items();
    var lines = new ArrayList<Transfer>();
    charges.forEach(charge -> lines.addAll(Books.lines(known, charge.id())));
    refunds.forEach(refund -> lines.addAll(Books.lines(known, refund.id())));
    return new PaymentDetail(
        PaymentView.of(known, intent),
        intent.contact(),
        charges.stream().map(ChargeView::of).toList(),
        refunds,
        lines);
  }
}
