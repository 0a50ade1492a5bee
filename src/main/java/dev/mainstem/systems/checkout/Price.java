package dev.mainstem.systems.checkout;

/** What one unit costs, in minor units. */
record Price(String sku, String currency, long amount) {
  record Key(String sku, String currency) {}

  Key key() {
    return new Key(sku, currency);
  }
}
