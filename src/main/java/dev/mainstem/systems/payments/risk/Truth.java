package dev.mainstem.systems.payments.risk;

/** Kleene's three values: what is not known holds neither so nor otherwise. */
enum Truth {
  NO,
  UNKNOWN,
  YES;

  static Truth of(boolean holds) {
    return holds ? YES : NO;
  }

  Truth and(Truth other) {
    return values()[Math.min(ordinal(), other.ordinal())];
  }

  Truth or(Truth other) {
    return values()[Math.max(ordinal(), other.ordinal())];
  }

  Truth not() {
    return values()[YES.ordinal() - ordinal()];
  }
}
