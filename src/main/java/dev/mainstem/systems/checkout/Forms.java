package dev.mainstem.systems.checkout;

import dev.mainstem.systems.checkout.Customer.Contact;
import dev.mainstem.systems.checkout.Customer.Recipient;
import dev.mainstem.systems.checkout.pricing.Promotion;
import dev.mainstem.systems.checkout.stock.Level;
import dev.mainstem.systems.checkout.stock.Units;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bodies of the native door, where what is personal is plain still, and what it shows. */
final class Forms {
  private Forms() {}

  record Opening(
      Optional<@Size(min = 3, max = 3) String> currency,
      @NotEmpty @Size(max = CartCommand.LINES) List<Units> items,
      @Size(max = 20) List<@Size(min = 1, max = 60) String> codes,
      Optional<Contact> buyer,
      Optional<Recipient> recipient,
      Optional<@Size(max = 300) String> ticket) {}

  record Changing(
      Optional<@Size(max = CartCommand.LINES) List<Units>> items,
      Optional<@Size(max = 20) List<@Size(min = 1, max = 60) String>> codes,
      Optional<@Size(max = 64) String> option,
      Optional<Contact> buyer,
      Optional<Recipient> recipient,
      Optional<@Size(max = 300) String> ticket) {}

  /**
   * @param returnUrl where whoever buys goes who was asked by his bank
   */
  record Paying(
      @Size(min = 1, max = 200) String method,
      Optional<Contact> buyer,
      Optional<@Size(min = 2, max = 2) String> billingCountry,
      Optional<@Size(max = 300) String> ticket,
      Optional<@Pattern(regexp = CartCommand.WEB) @Size(max = 2_048) String> returnUrl) {}

  /**
   * @param buyer a mail address, or the domain of one
   */
  record Naming(@Size(min = 1, max = 320) String buyer, Optional<@Size(max = 200) String> note) {}

  /** A place in line, and the ticket that proves whose it is. */
  record Ticketed(String sale, long number, String ticket) {}

  /** How many sessions are being forgotten. */
  record Forgotten(int sessions) {}

  /** What receivers check order events with. */
  record SigningKey(String key) {}

  /** A variant as one can buy it. */
  record Offer(
      String sku,
      Product product,
      String title,
      Map<String, String> options,
      boolean bundle,
      Map<String, Long> prices,
      long available,
      Level level,
      Optional<Integer> cap) {}

  /** A promotion as its shop sees it. */
  record Promoted(
      Promotion promotion,
      Optional<Instant> from,
      Optional<Instant> until,
      Optional<Long> limit,
      long used,
      boolean ended) {
    static Promoted of(Deal deal) {
      return new Promoted(
          deal.promotion(), deal.from(), deal.until(), deal.limit(), deal.used(), deal.ended());
    }
  }
}
