package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.IntentEvent.AttemptStarted;
import dev.mainstem.systems.payments.risk.Circumstances;
import dev.mainstem.systems.payments.risk.Tally;
import dev.mainstem.systems.payments.risk.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of an attempt, and of those before it with the same card, mail address or address.
 * Nothing is kept to count them: the attempts themselves stand in an index, of which the newest
 * hundred are looked at. Owned by one judgement.
 *
 * @param charge its id when the past is looked at: only what was before it counts
 */
record Seen(
    PaymentTables known,
    Optional<String> charge,
    long amount,
    String currency,
    Card card,
    Payer payer,
    Instant now)
    implements Circumstances {
  static Seen now(PaymentTables known, AttemptStarted start, Instant now) {
    return new Seen(
        known,
        Optional.empty(),
        start.terms().amount(),
        start.terms().currency(),
        start.card(),
        start.payer().orElse(Payer.NOBODY),
        now);
  }

  /** As it was when it was made. */
  static Seen then(PaymentTables known, Charge charge) {
    return new Seen(
        known,
        Optional.of(charge.id()),
        charge.amount(),
        charge.currency(),
        charge.card(),
        charge.payer().orElse(Payer.NOBODY),
        charge.createdAt());
  }

  @Override
  public Optional<String> trait(Trait trait) {
    return switch (trait) {
      case CARD -> Optional.of(card.fingerprint());
      case EMAIL -> payer.email();
      case EMAIL_DOMAIN -> payer.domain();
      case IP -> payer.ip();
      case CARD_COUNTRY -> card.country();
      case BILLING_COUNTRY -> payer.country();
      case BRAND -> Optional.of(card.brand());
      case FUNDING -> Optional.of(card.funding());
      case CURRENCY -> Optional.of(currency);
    };
  }

  @Override
  public Optional<Integer> tally(Tally tally) {
    return trait(tally.by()).map(value -> count(tally, before(tally.by(), value)));
  }

  private List<Charge> before(Trait by, String value) {
    var all = Span.of(Charge.seenBy(by, value));
    var earlier = charge.map(all::to).orElse(all).backwards();
    return known.seen.page(earlier, Page.first(Tally.MOST)).items();
  }

  private int count(Tally tally, List<Charge> before) {
    var since = now.minus(tally.within());
    var lately = before.stream().filter(each -> each.createdAt().isAfter(since));
    return switch (tally.what()) {
      case ATTEMPTS -> 1 + (int) lately.filter(Charge::fresh).count();
      case DECLINES -> (int) lately.filter(each -> each.state() == Charge.State.FAILED).count();
      case CARDS ->
          (int)
              Stream.concat(
                      Stream.of(card.fingerprint()), lately.map(each -> each.card().fingerprint()))
                  .distinct()
                  .count();
    };
  }

  @Override
  public Optional<Duration> age(Trait by) {
    return trait(by)
        .map(
            value ->
                known.seen.page(Span.of(Charge.seenBy(by, value)), Page.first(1)).items().stream()
                    .map(first -> Duration.between(first.createdAt(), now))
                    .filter(age -> !age.isNegative())
                    .findFirst()
                    .orElse(Duration.ZERO));
  }

  @Override
  public Optional<Boolean> listed(Trait trait, String list) {
    return trait(trait).map(value -> known.lists.has(new Enrolment.Key(list, trait, value)));
  }
}
