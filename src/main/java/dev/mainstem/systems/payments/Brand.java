package dev.mainstem.systems.payments;

/** Whose card a number is of, by the ranges of ISO/IEC 7812, and whether it can be one. */
final class Brand {
  private static final int SHORTEST = 12;
  private static final int LONGEST = 19;

  private Brand() {}

  /** Twelve to nineteen digits of which the last is right (Luhn, ISO/IEC 7812-1 annex B). */
  static boolean valid(String number) {
    if (number.length() < SHORTEST || number.length() > LONGEST) return false;
    int sum = 0;
    for (int i = 0; i < number.length(); i++) {
      int digit = number.charAt(number.length() - 1 - i) - '0';
      if (digit < 0 || digit > 9) return false;
      int doubled = i % 2 == 0 ? digit : 2 * digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  static String of(String number) {
    int two = Integer.parseInt(number.substring(0, 2));
    int four = Integer.parseInt(number.substring(0, 4));
    if (number.startsWith("4")) return "visa";
    if (two >= 51 && two <= 55 || four >= 2221 && four <= 2720) return "mastercard";
    if (two == 34 || two == 37) return "amex";
    if (four == 6011 || two == 65 || two == 64) return "discover";
    if (two == 36 || two == 38 || two == 39 || four >= 3000 && four <= 3059) return "diners";
    if (four >= 3528 && four <= 3589) return "jcb";
    if (two == 62) return "unionpay";
    return "unknown";
  }
}
