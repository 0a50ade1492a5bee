package dev.mainstem.systems.checkout.pricing;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * ISO 4217: which currencies there are, and how many digits their minor units have: 2 for EUR, 0
 * for JPY, 3 for BHD. Codes are written in lower case, as in the Agentic Commerce Protocol.
 */
public final class Currencies {
  private static final Map<String, Integer> DIGITS =
      Currency.getAvailableCurrencies().stream()
          .filter(each -> each.getDefaultFractionDigits() >= 0)
          .map(each -> each.getCurrencyCode().toLowerCase(Locale.ROOT))
          .distinct()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), Currencies::digits));

  private Currencies() {}

  private static int digits(String code) {
    return Currency.getInstance(code.toUpperCase(Locale.ROOT)).getDefaultFractionDigits();
  }

  public static boolean known(String code) {
    return DIGITS.containsKey(code);
  }

  /** Digits of the minor unit of a known currency. */
  public static int exponent(String code) {
    return DIGITS.get(code);
  }

  /** For people, such as {@code 12.50 EUR}. */
  public static String shown(long minor, String code) {
    var amount = BigDecimal.valueOf(minor, DIGITS.getOrDefault(code, 0)).toPlainString();
    return amount + " " + code.toUpperCase(Locale.ROOT);
  }
}
