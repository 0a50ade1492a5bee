package dev.mainstem.systems.payments;

import dev.mainstem.engine.keys.Seals;
import dev.mainstem.kernel.Ask;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Routes.Turn;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.PaymentRoutes.Nothing;
import dev.mainstem.systems.payments.RiskCommand.ApproveReview;
import dev.mainstem.systems.payments.RiskCommand.Enlist;
import dev.mainstem.systems.payments.RiskCommand.RejectReview;
import dev.mainstem.systems.payments.RiskCommand.SetRiskRules;
import dev.mainstem.systems.payments.RiskCommand.Unlist;
import dev.mainstem.systems.payments.risk.RiskRules;
import dev.mainstem.systems.payments.risk.Trait;
import jakarta.validation.constraints.Size;
import java.util.Optional;

/** Risk rules, lists and reviews at the house's own door. */
final class RiskRoutes {
  private static final String REVIEW = "/payments/reviews/{review}";
  private static final String LIST = "/payments/risk/lists/{list}";

  private final Seals seals;

  RiskRoutes(Seals seals) {
    this.seals = seals;
  }

  void all(Routes<PaymentTables> http) {
    http.get("/payments/risk/rules", (known, ask) -> known.risk())
        .shows(RiskRules.class)
        .says("Shows the rules payments are judged by.");
    http.put("/payments/risk/rules", SetRiskRules.class)
        .says("Sets the rules payments are judged by from now on.");
    http.post(LIST, Naming.class, this::enlist).says("Puts something on a list of your rules.");
    http.get(LIST, (known, ask) -> known.lists.page(Span.of(ask.path("list")), ask.page()))
        .lists(Enrolment.class)
        .says("Lists what is on a list; what is personal by its keyed hash.");
    http.delete(LIST + "/{trait}/{value}", Unlist.class)
        .says("Takes something off a list, by the value the list shows.");
    http.get("/payments/reviews", (known, ask) -> known.waiting.page(Span.of(), ask.page()))
        .lists(Review.class)
        .says("Lists payments somebody is to look at, the oldest first.");
    http.get(REVIEW, (known, ask) -> known.reviews.require(ask.path("review")))
        .shows(Review.class)
        .says("Shows a review.");
    http.post(REVIEW + "/approve", Nothing.class, RiskRoutes::approve)
        .says("Says that a payment is well.");
    http.post(REVIEW + "/reject", Nothing.class, RiskRoutes::reject)
        .says("Says that it is fraud: what was set aside is freed, what was taken goes back.");
  }

  /**
   * Something to be put on a list.
   *
   * @param value as people know it; a card by the fingerprint that its payments show
   */
  record Naming(
      Trait trait,
      @Size(min = 1, max = 512) String value,
      Optional<@Size(max = 200) String> note) {}

  private static Turn<Review> approve(Ask ask, Nothing more) {
    return new Turn<>(new ApproveReview(ask.path("review")), review -> review);
  }

  private static Turn<Review> reject(Ask ask, Nothing more) {
    return new Turn<>(new RejectReview(ask.path("review")), review -> review);
  }

  private Turn<Enrolment> enlist(Ask ask, Naming what) {
    var plain = Payer.plain(what.value());
    var value =
        switch (what.trait()) {
          case EMAIL -> seals.blind(ask.tenant(), Payer.EMAIL, plain);
          case EMAIL_DOMAIN -> seals.blind(ask.tenant(), Payer.DOMAIN, plain);
          case IP -> seals.blind(ask.tenant(), Payer.IP, plain);
          case CARD_COUNTRY, BILLING_COUNTRY -> plain.toUpperCase(java.util.Locale.ROOT);
          case CARD -> what.value().strip();
          case BRAND, FUNDING, CURRENCY -> plain;
        };
    var enlist = new Enlist(ask.path("list"), what.trait(), value, what.note());
    return new Turn<>(enlist, entry -> entry);
  }
}
