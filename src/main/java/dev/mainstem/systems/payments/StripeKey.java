package dev.mainstem.systems.payments;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** How Stripe's clients show their key: as a bearer, or as the user of Basic. */
final class StripeKey {
  private StripeKey() {}

  static Optional<String> shown(String header) {
    if (header == null) return Optional.empty();
    var words = header.strip().split("\\s+", 2);
    if (words.length < 2) return Optional.empty();
    return switch (words[0].toLowerCase(Locale.ROOT)) {
      case "bearer" -> Optional.of(words[1]);
      case "basic" -> Optional.of(user(words[1]));
      default -> Optional.empty();
    };
  }

  private static String user(String encoded) {
    try {
      var plain = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return plain.split(":", 2)[0];
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
