package dev.mainstem.systems.checkout;

import dev.mainstem.systems.checkout.pricing.Basket;
import dev.mainstem.systems.checkout.pricing.Totals;
import java.util.List;
import java.util.Optional;

/**
 * One attempt to pay.
 *
 * @param number from 1
 * @param method what it is paid with, by the name payments gave it
 * @param basket what the totals were computed from
 * @param billed the country of the card's address
 * @param challenge where its owner must prove to be who he is, if his bank wants that
 * @param returnUrl where he goes then
 * @param brand of the card whose bank asks
 */
record Attempt(
    int number,
    String method,
    Basket basket,
    Totals totals,
    Optional<String> billed,
    boolean screened,
    Optional<String> challenge,
    Optional<String> returnUrl,
    Optional<String> brand) {

  List<String> promotions() {
    return totals.applied().stream().map(Totals.Applied::promotion).toList();
  }

  Attempt asScreened() {
    return with(true, challenge, brand);
  }

  Attempt challenged(String url, Optional<String> brand) {
    return with(screened, Optional.of(url), brand);
  }

  private Attempt with(boolean screened, Optional<String> challenge, Optional<String> brand) {
    return new Attempt(
        number, method, basket, totals, billed, screened, challenge, returnUrl, brand);
  }
}
