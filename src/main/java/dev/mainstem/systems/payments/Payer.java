package dev.mainstem.systems.payments;

import dev.mainstem.engine.keys.Seals;
import dev.mainstem.kernel.Tenant;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Optional;

/**
 * What risk rules may know of who pays. What is personal is a keyed hash, made at the door.
 *
 * @param email of the mail address
 * @param domain of what stands behind its at sign
 * @param ip of the address the payer came from
 * @param country where the card is billed, two letters
 */
public record Payer(
    Optional<@Size(max = 80) String> email,
    Optional<@Size(max = 80) String> domain,
    Optional<@Size(max = 80) String> ip,
    Optional<@Pattern(regexp = "[A-Z]{2}") String> country) {
  /** Of whom nothing is known. */
  static final Payer NOBODY =
      new Payer(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  static final String EMAIL = "payments/email";
  static final String DOMAIN = "payments/email-domain";
  static final String IP = "payments/ip";

  /** A keyed hash of a text. */
  interface Blind {
    String of(String purpose, String text);
  }

  static Payer of(
      Blind blind, Optional<String> email, Optional<String> ip, Optional<String> country) {
    var mail = email.map(Payer::plain);
    return new Payer(
        mail.map(text -> blind.of(EMAIL, text)),
        mail.map(text -> blind.of(DOMAIN, text.substring(text.indexOf('@') + 1))),
        ip.map(text -> blind.of(IP, plain(text))),
        country.map(code -> code.toUpperCase(Locale.ROOT)).filter(c -> c.matches("[A-Z]{2}")));
  }

  static String plain(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** Somebody who says his mail address at another system's door. */
  public static Optional<Payer> named(Seals seals, Tenant tenant, Optional<String> email) {
    var none = Optional.<String>empty();
    return of((purpose, text) -> seals.blind(tenant, purpose, text), email, none, none).told();
  }

  /** The same, with what another knows where this one does not. */
  Payer or(Payer other) {
    return new Payer(
        email.or(other::email),
        email.isPresent() ? domain : domain.or(other::domain),
        ip.or(other::ip),
        country.or(other::country));
  }

  /** Empty if it says nothing. */
  Optional<Payer> told() {
    return equals(NOBODY) ? Optional.empty() : Optional.of(this);
  }
}
