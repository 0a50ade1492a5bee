package dev.mainstem.systems.payments;

import dev.mainstem.wire.http.ForeignApi.Reply;
import java.util.Map;
import java.util.UUID;

/** Answers with the headers that Stripe's clients read. */
final class StripeReply {
  /** The version of the API whose shapes these are. */
  static final String VERSION = "2025-03-31.basil";

  private StripeReply() {}

  static Reply of(int status, Object body) {
    var id = "req_" + UUID.randomUUID().toString().replace("-", "").substring(0, 14);
    var headers = Map.of("Request-Id", id, "Stripe-Version", VERSION);
    return new Reply(status, "application/json", body, headers);
  }
}
