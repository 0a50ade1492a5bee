package dev.mainstem.systems.notifications;

import dev.mainstem.codec.Codec;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How a stream of messages is written. */
enum NtfyFormat {
  /** JSON, one object a line. */
  JSON("application/x-ndjson; charset=utf-8") {
    @Override
    String spell(String event, String json, Map<String, Object> shape) {
      return json + "\n";
    }
  },
  /** Server-sent events (WHATWG HTML, 9.2). */
  SSE("text/event-stream; charset=utf-8") {
    @Override
    String spell(String event, String json, Map<String, Object> shape) {
      var head = event.equals("message") ? "" : "event: " + event + "\n";
      return head + "data: " + json + "\n\n";
    }
  },
  /** Only the text, one message a line. */
  RAW("text/plain; charset=utf-8") {
    @Override
    String spell(String event, String json, Map<String, Object> shape) {
      if (!event.equals("message")) return "\n";
      return String.valueOf(shape.getOrDefault("message", "")).replace('\n', ' ') + "\n";
    }
  },
  /** JSON, one object a frame of a WebSocket. */
  WS("") {
    @Override
    String spell(String event, String json, Map<String, Object> shape) {
      return json;
    }
  };

  private static final Codec CODEC = new Codec();

  private final String type;

  NtfyFormat(String type) {
    this.type = type;
  }

  String type() {
    return type;
  }

  abstract String spell(String event, String json, Map<String, Object> shape);

  String of(Map<String, Object> shape) {
    var json = new String(CODEC.toJson(shape), StandardCharsets.UTF_8);
    return spell((String) shape.get("event"), json, shape);
  }
}
