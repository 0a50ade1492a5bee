package dev.mainstem.systems.payments.risk;

import java.util.Arrays;
import java.util.Optional;

/** How two values are compared. */
enum Sign {
  LESS("<"),
  AT_MOST("<="),
  MORE(">"),
  AT_LEAST(">="),
  SAME("="),
  OTHER("!=");

  private final String text;

  Sign(String text) {
    this.text = text;
  }

  static Optional<Sign> of(String text) {
    return Arrays.stream(values()).filter(sign -> sign.text.equals(text)).findFirst();
  }

  <T extends Comparable<T>> boolean holds(T left, T right) {
    int compared = left.compareTo(right);
    return switch (this) {
      case LESS -> compared < 0;
      case AT_MOST -> compared <= 0;
      case MORE -> compared > 0;
      case AT_LEAST -> compared >= 0;
      case SAME -> compared == 0;
      case OTHER -> compared != 0;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
