package dev.mainstem.systems.checkout;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.delivery.Letter;
import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.engine.delivery.Schedule;
import dev.mainstem.engine.delivery.Signer;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.checkout.OrderCommand.NoteTold;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Tells an agent's platform what becomes of an order (Agentic Commerce Protocol 2026-04-17, order
 * events): the whole order each time, signed. Safe for all threads.
 */
final class OrderWebhook implements Effect<OrderWebhook.News> {
  private static final String PATH = "/agentic_checkout/webhooks/order_events";
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final Codec codec = new Codec();
  private final Outgoing outgoing;
  private final Macs macs;
  private final AcpOrders orders;

  OrderWebhook(Outgoing outgoing, Macs macs, AcpOrders orders) {
    this.outgoing = outgoing;
    this.macs = macs;
    this.orders = orders;
  }

  /**
   * What is to be told.
   *
   * @param to the receiver's address, without the path
   * @param type {@code order_create} or {@code order_update}
   */
  record News(String to, String type, Order order) {
    /** Null if nobody wants to hear it. */
    static News of(CheckoutTables known, String type, String order) {
      var to = known.shop().orderEvents();
      return to.map(url -> new News(url, type, known.orders.get(order))).orElse(null);
    }
  }

  /** Refuses where nothing may be sent. */
  void check(String url, String pointer) {
    outgoing.check(url, pointer);
  }

  Forms.SigningKey shown(Tenant tenant) {
    return new Forms.SigningKey(HexFormat.of().formatHex(key(tenant)));
  }

  private byte[] key(Tenant tenant) {
    return macs.key("order events", tenant);
  }

  @Override
  public CompletionStage<? extends Command<?, ?>> attempt(News news, Attempt attempt) {
    var event = new LinkedHashMap<String, Object>();
    event.put("type", news.type());
    event.put("data", orders.shape(news.order()));
    var url = news.to().replaceAll("/+$", "") + PATH;
    var letter = new Letter(url, attempt.id(), JSON, codec.toJson(event));
    var told = news.order().id();
    return outgoing
        .deliver(letter, signer(attempt.tenant()))
        .thenApply(receipt -> new NoteTold(told, receipt.status()));
  }

  /** As receivers are given it, the key is its hexadecimal text. */
  private Signer signer(Tenant tenant) {
    var key = Macs.utf8(shown(tenant).key());
    return (letter, now) -> sign(key, letter, now);
  }

  static Map<String, String> sign(byte[] key, Letter letter, Instant now) {
    long seconds = now.getEpochSecond();
    var head = Macs.utf8(seconds + ".");
    var text = new byte[head.length + letter.body().length];
    System.arraycopy(head, 0, text, 0, head.length);
    System.arraycopy(letter.body(), 0, text, head.length, letter.body().length);
    var mac = HexFormat.of().formatHex(Macs.of(key, text));
    return Map.of(
        "Merchant-Signature", "t=" + seconds + ",v1=" + mac,
        "Request-Id", letter.id(),
        "Timestamp", Instant.ofEpochSecond(seconds).toString());
  }

  @Override
  public Duration pause(int failed) {
    return Schedule.STANDARD_WEBHOOKS.pause(failed);
  }
}
