package dev.mainstem.systems.payments;

import java.time.Instant;
import java.util.Optional;

/**
 * A webhook as people see it.
 *
 * @param url where it went; absent if its endpoint is gone
 * @param type what it tells, such as {@code charge.succeeded}; absent if that is forgotten
 * @param object the id of what it is about
 * @param status what the other side answered; 0 if nothing
 */
record DeliveryView(
    String id,
    Optional<String> url,
    Optional<String> type,
    Optional<String> object,
    Delivery.State state,
    int status,
    Instant queuedAt) {
  static DeliveryView of(PaymentTables known, Delivery delivery) {
    var notice = known.notices.find(delivery.notice());
    return new DeliveryView(
        delivery.id(),
        known.endpoints.find(delivery.endpoint()).map(Endpoint::url),
        notice.map(Notice::what).map(Happening::type),
        notice.map(Notice::object),
        delivery.state(),
        delivery.status(),
        delivery.queuedAt());
  }
}
