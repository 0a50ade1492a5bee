package dev.mainstem.systems.payments;

import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Span;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stripe's events. */
final class StripeEvents {
  private final StripeDesk desk;

  StripeEvents(StripeDesk desk) {
    this.desk = desk;
  }

  /**
   * An event as it is told; {@code data.object} is what the thing was when it happened.
   *
   * @param before what it was just before; empty if nobody wants to know
   */
  static Map<String, Object> shape(Notice notice, StripeLookup then, Map<String, Object> before) {
    var shape = StripeShapes.object("event", notice.id());
    shape.put("api_version", StripeReply.VERSION);
    shape.put("created", StripeShapes.seconds(notice.at()));
    var thing = then.find(notice.object()).orElse(Map.of());
    var data = new LinkedHashMap<String, Object>(Map.of("object", thing));
    if (!before.isEmpty()) data.put("previous_attributes", Changed.before(before, thing));
    shape.put("data", data);
    shape.put("pending_webhooks", then.shapes().known().hearing(notice.what()).size());
    var request = new LinkedHashMap<String, Object>();
    request.put("id", null);
    request.put("idempotency_key", null);
    shape.put("request", request);
    shape.put("type", notice.what().type());
    return shape;
  }

  /** A notice and when it was written. */
  private record Told(Notice notice, long revision) {}

  Future<Reply> retrieve(ForeignCall call) {
    Params.of(call).passing("expand").done();
    return call.read(
            desk.payments(),
            known -> {
              var row = known.notices.requireRow(call.path("id"));
              return new Told(row.value(), row.revision());
            })
        .compose(told -> then(call, told))
        .map(shape -> StripeReply.of(200, shape));
  }

  private Future<Map<String, Object>> then(ForeignCall call, Told told) {
    var notice = told.notice();
    Future<Map<String, Object>> before =
        notice.what().changes()
            ? desk.see(call, at(told, 1), then -> then.find(notice.object()).orElse(Map.of()))
            : Future.succeededFuture(Map.of());
    return before.compose(was -> desk.see(call, at(told, 0), then -> shape(notice, then, was)));
  }

  private static Optional<Position> at(Told told, int earlier) {
    return Optional.of(new Position(JournalSpec.MAIN, told.revision() - earlier));
  }

  Future<Reply> list(ForeignCall call) {
    var params = Params.of(call);
    var list = StripeList.of(params, "evt_");
    var types = new ArrayList<>(params.texts("types"));
    params.text("type").ifPresent(types::add);
    params.passing("delivery_success").done();
    return call.read(desk.payments(), known -> found(known, list, types))
        .compose(page -> shown(call, page))
        .map(shape -> StripeReply.of(200, shape));
  }

  @SuppressWarnings("unchecked") // rows stand in the list until they are shown as of then
  private static Map<String, Object> found(
      PaymentTables known, StripeList list, List<String> types) {
    var shown =
        new StripeList.Shown<Notice>(
            notice -> Map.of("row", known.notices.requireRow(notice.id())),
            notice -> wanted(types, notice.what().type()));
    return list.shown("/v1/events", Span.of(), known.notices::page, shown);
  }

  private static boolean wanted(List<String> types, String type) {
    if (types.isEmpty()) return true;
    return types.stream()
        .anyMatch(
            wanted ->
                wanted.equals(type)
                    || wanted.endsWith(".*")
                        && type.startsWith(wanted.substring(0, wanted.length() - 1)));
  }

  @SuppressWarnings("unchecked") // found has put them there
  private Future<Map<String, Object>> shown(ForeignCall call, Map<String, Object> page) {
    var all = new ArrayList<Map<String, Object>>();
    Future<Void> each = Future.succeededFuture();
    for (var item : (List<Map<String, Object>>) page.get("data")) {
      var row = (dev.mainstem.kernel.Row<String, Notice>) item.get("row");
      var told = new Told(row.value(), row.revision());
      each = each.compose(done -> then(call, told)).onSuccess(all::add).mapEmpty();
    }
    return each.map(
        done -> {
          page.put("data", all);
          return page;
        });
  }
}
