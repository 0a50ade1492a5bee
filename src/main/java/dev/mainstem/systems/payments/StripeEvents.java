package dev.mainstem.systems.payments;

import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.HookCommand.KeepEndpoint;
import dev.mainstem.systems.payments.HookCommand.RemoveEndpoint;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stripe's events, and the endpoints that are told of them. */
final class StripeEvents {
  private final StripeDesk desk;

  StripeEvents(StripeDesk desk) {
    this.desk = desk;
  }

  /** An event as it is told; {@code data.object} is what the thing was when it happened. */
  static Map<String, Object> shape(Notice notice, StripeLookup then) {
    var shape = StripeShapes.object("event", notice.id());
    shape.put("api_version", StripeReply.VERSION);
    shape.put("created", StripeShapes.seconds(notice.at()));
    var thing = then.find(notice.object()).orElse(Map.of());
    shape.put("data", new LinkedHashMap<>(Map.of("object", thing)));
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
    var at = Optional.of(new Position(JournalSpec.MAIN, told.revision()));
    return call.show(
        desk.payments(),
        at,
        (known, opener) ->
            shape(
                told.notice(),
                new StripeLookup(new StripeShapes(known, opener, desk.derived(), call.tenant()))));
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

  Future<Reply> createEndpoint(ForeignCall call) {
    var params = Params.of(call);
    var url = params.need("url");
    desk.checked().check(url, "/url");
    if (!params.has("enabled_events")) {
      throw StripeProblem.MISSING.at("/enabled_events", "enabled_events");
    }
    var keep =
        new KeepEndpoint(
            Optional.empty(),
            url,
            params.texts("enabled_events"),
            params.text("description"),
            params.words("metadata", Map.of()),
            true);
    params.passing("api_version", "connect", "expand").done();
    return call.want(desk.payments(), keep)
        .map(
            kept -> {
              var secret = desk.derived().signingKey(call.tenant(), kept.id());
              return StripeReply.of(200, StripeMoneyShapes.endpoint(kept, Optional.of(secret)));
            });
  }

  Future<Reply> updateEndpoint(ForeignCall call) {
    var params = Params.of(call);
    var id = call.path("id");
    params.text("url").ifPresent(url -> desk.checked().check(url, "/url"));
    return call.read(desk.payments(), known -> known.endpoints.require(id))
        .compose(
            before -> {
              var types = params.texts("enabled_events");
              var keep =
                  new KeepEndpoint(
                      Optional.of(id),
                      params.text("url").orElse(before.url()),
                      types.isEmpty() ? before.types() : types,
                      params.text("description").or(before::description),
                      params.words("metadata", before.metadata()),
                      !params.flag("disabled").orElse(!before.enabled()));
              params.passing("expand").done();
              return call.want(desk.payments(), keep);
            })
        .map(kept -> StripeReply.of(200, StripeMoneyShapes.endpoint(kept, Optional.empty())));
  }

  Future<Reply> endpoint(ForeignCall call) {
    Params.of(call).passing("expand").done();
    return call.read(desk.payments(), known -> known.endpoints.require(call.path("id")))
        .map(kept -> StripeReply.of(200, StripeMoneyShapes.endpoint(kept, Optional.empty())));
  }

  Future<Reply> endpoints(ForeignCall call) {
    var params = Params.of(call);
    var list = StripeList.of(params, "we_");
    params.done();
    return desk.show(
        call,
        lookup ->
            list.shown(
                "/v1/webhook_endpoints",
                Span.of(),
                lookup.shapes().known().endpoints::page,
                endpoint -> StripeMoneyShapes.endpoint(endpoint, Optional.empty())));
  }

  Future<Reply> removeEndpoint(ForeignCall call) {
    Params.of(call).done();
    var id = call.path("id");
    return call.want(desk.payments(), new RemoveEndpoint(id))
        .map(
            done -> {
              var gone = new LinkedHashMap<String, Object>();
              gone.put("id", id);
              gone.put("object", "webhook_endpoint");
              gone.put("deleted", true);
              return StripeReply.of(200, gone);
            });
  }
}
