package dev.mainstem.systems.links;

/**
 * Where a visitor is, as far as an address tells.
 *
 * @param country ISO 3166 code, or empty text
 * @param city its English name, or empty text
 */
public record Place(String country, String city) {
  static final Place UNKNOWN = new Place("", "");
}
