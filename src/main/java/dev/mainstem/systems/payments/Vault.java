package dev.mainstem.systems.payments;

import static dev.mainstem.systems.payments.PaymentProblem.BAD_CVC;
import static dev.mainstem.systems.payments.PaymentProblem.BAD_MONTH;
import static dev.mainstem.systems.payments.PaymentProblem.BAD_NUMBER;
import static dev.mainstem.systems.payments.PaymentProblem.BAD_YEAR;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mainstem.engine.keys.Seals;
import dev.mainstem.engine.keys.Strongbox;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.payments.acquirer.CardSecret;
import dev.mainstem.systems.payments.acquirer.Issuing;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The only place where card numbers are: encrypted in a store beside the log, under a token that
 * stands for the card everywhere else. Doors, also those of other systems, tokenise; only the
 * effect that calls the acquirer sees a number again. Check digits are held in memory, until they
 * are used or for ten minutes. Safe for all threads.
 */
public final class Vault {
  private static final int TOKEN_BYTES = 18;
  private static final int MOST_CVC = 10_000;
  private static final Duration CVC_FOR = Duration.ofMinutes(10);

  private final Seals seals;
  private final Strongbox box;
  private final SecureRandom random;
  private final InstantSource clock;
  private final Cache<String, String> cvcs =
      Caffeine.newBuilder().maximumSize(MOST_CVC).expireAfterWrite(CVC_FOR).build();

  /**
   * @param seals makes fingerprints
   * @param box keeps numbers
   */
  public Vault(Seals seals, Strongbox box, SecureRandom random, InstantSource clock) {
    this.seals = seals;
    this.box = box;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Keeps a card's number and answers what stands for it; completes once it is on the disk.
   *
   * @throws dev.mainstem.kernel.Refusal pointing at {@code /number}, {@code /expMonth}, {@code
   *     /expYear} or {@code /cvc}, and never saying what stood there
   */
  public CompletionStage<Card> tokenise(Tenant tenant, NewCard card) {
    var number = card.number().replaceAll("[ -]", "");
    check(card, number);
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    var token = "card_" + HexFormat.of().formatHex(bytes);
    card.cvc().ifPresent(cvc -> cvcs.put(name(tenant, token), cvc));
    var known =
        new Card(
            token,
            Brand.of(number),
            number.substring(number.length() - 4),
            card.expMonth(),
            year(card),
            seals.blind(tenant, "payments/card", number),
            "credit",
            Issuing.country(number));
    var kept = box.keep(name(tenant, token), number.getBytes(StandardCharsets.US_ASCII));
    return kept.thenApply(done -> known);
  }

  private void check(NewCard card, String number) {
    if (!Brand.valid(number)) throw BAD_NUMBER.at("/number", "");
    if (card.expMonth() < 1 || card.expMonth() > 12) throw BAD_MONTH.at("/expMonth", "");
    var now = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
    int year = year(card);
    if (year < now.getYear() || year > now.getYear() + 50) throw BAD_YEAR.at("/expYear", "");
    if (YearMonth.of(year, card.expMonth()).isBefore(now)) throw BAD_MONTH.at("/expMonth", "");
    card.cvc()
        .filter(cvc -> !cvc.matches("[0-9]{3,4}"))
        .ifPresent(
            cvc -> {
              throw BAD_CVC.at("/cvc", "");
            });
  }

  private static int year(NewCard card) {
    return card.expYear() < 100 ? 2000 + card.expYear() : card.expYear();
  }

  private static String name(Tenant tenant, String token) {
    return tenant.name() + "/" + token;
  }

  /** For the acquirer; empty if it was destroyed. May read the disk. */
  Optional<CardSecret> reveal(Tenant tenant, String token) {
    var name = name(tenant, token);
    var cvc = Optional.ofNullable(cvcs.getIfPresent(name));
    cvcs.invalidate(name);
    return box.find(name).map(n -> new CardSecret(new String(n, StandardCharsets.US_ASCII), cvc));
  }

  /** Completes once the number is gone from the files. */
  CompletionStage<Void> destroy(Tenant tenant, String token) {
    cvcs.invalidate(name(tenant, token));
    return box.destroy(name(tenant, token));
  }
}
