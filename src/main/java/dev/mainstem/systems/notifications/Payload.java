package dev.mainstem.systems.notifications;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mainstem.codec.Codec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What is sent to endpoints, as the Standard Webhooks specification proposes it. */
final class Payload {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Codec CODEC = new Codec();

  private Payload() {}

  static boolean wellFormed(String json) {
    try {
      return !JSON.readTree(json).isMissingNode();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  static String json(Object value) {
    return new String(CODEC.toJson(value), StandardCharsets.UTF_8);
  }

  /** The bytes that are signed: the same at every attempt. */
  static byte[] of(Announcement announcement) {
    var text =
        "{\"type\":%s,\"timestamp\":%s,\"data\":%s}"
            .formatted(json(announcement.type()), text(announcement.at()), announcement.payload());
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Instant time) {
    return "\"" + time + "\"";
  }
}
