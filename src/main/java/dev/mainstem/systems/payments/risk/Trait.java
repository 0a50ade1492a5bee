package dev.mainstem.systems.payments.risk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a payment is known by; those that are personal are keyed hashes wherever they stand. */
public enum Trait {
  CARD(true),
  EMAIL(true),
  EMAIL_DOMAIN(true),
  IP(true),
  CARD_COUNTRY(false),
  BILLING_COUNTRY(false),
  BRAND(false),
  FUNDING(false),
  CURRENCY(false);

  private final boolean hidden;

  Trait(boolean hidden) {
    this.hidden = hidden;
  }

  /** Whether it is a hash, so that it can be on a list and cannot be spelled. */
  boolean hidden() {
    return hidden;
  }

  /** Whether attempts are counted by it. */
  public boolean counts() {
    return this == CARD || this == EMAIL || this == IP;
  }

  /** As rules spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Trait> of(String word) {
    return Arrays.stream(values()).filter(trait -> trait.word().equals(word)).findFirst();
  }
}
