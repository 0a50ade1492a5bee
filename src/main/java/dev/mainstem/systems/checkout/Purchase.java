package dev.mainstem.systems.checkout;

/** How many of one thing a buyer has, or is paying for. */
record Purchase(String buyer, String sku, long units) {
  record Key(String buyer, String sku) {}
}
