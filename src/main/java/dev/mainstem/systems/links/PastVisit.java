package dev.mainstem.systems.links;

/**
 * A visit that was kept, until it is forgotten or too old.
 *
 * @param person false for known agents and for prefetches
 */
record PastVisit(VisitKey key, boolean person, Visitor visitor) {
  Arrival arrival() {
    var link = key.link();
    return new Arrival(link.domain(), link.orphan() != null, key.at());
  }
}
