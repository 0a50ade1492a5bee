package dev.mainstem.systems.payments;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;

/**
 * A card as it is known outside the {@link Vault}: never its number.
 *
 * @param token by which the vault knows the number; stands for nothing anywhere else
 * @param brand such as {@code visa}
 * @param fingerprint equal for equal numbers of one tenant, by a keyed hash
 * @param funding {@code credit}, {@code debit}, {@code prepaid} or {@code unknown}
 * @param country where its bank is, two letters; absent if that is not known
 */
public record Card(
    @Size(min = 1, max = 80) String token,
    @Pattern(regexp = "[a-z]{2,20}") String brand,
    @Pattern(regexp = "[0-9]{4}") String last4,
    @Min(1) @Max(12) int expMonth,
    @Min(2000) @Max(2199) int expYear,
    @Size(max = 40) String fingerprint,
    @Pattern(regexp = "credit|debit|prepaid|unknown") String funding,
    Optional<@Pattern(regexp = "[A-Z]{2}") String> country) {
  Card until(Optional<Integer> month, Optional<Integer> year) {
    return new Card(
        token,
        brand,
        last4,
        month.orElse(expMonth),
        year.orElse(expYear),
        fingerprint,
        funding,
        country);
  }
}
