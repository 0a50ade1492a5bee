package dev.mainstem.systems.notifications;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages as ntfy spells them, to be written as JSON. */
final class NtfyShape {
  private NtfyShape() {}

  static Map<String, Object> of(Message message) {
    var shape = head(message.id(), message.at().getEpochSecond(), event(message), message.topic());
    put(shape, "expires", Optional.of(message.expires().getEpochSecond()));
    if (!message.sequence().equals(message.id())) shape.put("sequence_id", message.sequence());
    if (message.kind() == Message.Kind.SAYS) say(shape, message.notice());
    return shape;
  }

  /** One of ntfy's own, such as {@code open} and {@code keepalive}. */
  static Map<String, Object> head(String id, long second, String event, String topic) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("id", id);
    shape.put("time", second);
    shape.put("event", event);
    shape.put("topic", topic);
    return shape;
  }

  private static String event(Message message) {
    return switch (message.kind()) {
      case SAYS -> "message";
      case CLEARS -> "message_clear";
      case DELETES -> "message_delete";
    };
  }

  private static void say(Map<String, Object> shape, Notice notice) {
    put(shape, "title", notice.title());
    put(shape, "message", Optional.of(notice.text()).filter(text -> !text.isEmpty()));
    if (notice.priority() > 0) shape.put("priority", notice.priority());
    if (!notice.tags().isEmpty()) shape.put("tags", notice.tags());
    put(shape, "click", notice.click());
    put(shape, "icon", notice.icon());
    if (!notice.actions().isEmpty()) {
      shape.put("actions", notice.actions().stream().map(NtfyShape::action).toList());
    }
    put(shape, "attachment", notice.attachment().map(NtfyShape::attachment));
    if (notice.markdown()) shape.put("content_type", "text/markdown");
    if (notice.binary()) shape.put("encoding", "base64");
  }

  private static void put(Map<String, Object> shape, String name, Optional<?> value) {
    value.ifPresent(there -> shape.put(name, there));
  }

  private static Map<String, Object> action(Notice.Action action) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("id", action.id());
    shape.put("action", action.action());
    shape.put("label", action.label());
    shape.put("clear", action.clear());
    put(shape, "url", action.url());
    put(shape, "method", action.method());
    if (!action.headers().isEmpty()) shape.put("headers", action.headers());
    put(shape, "body", action.body());
    put(shape, "intent", action.intent());
    if (!action.extras().isEmpty()) shape.put("extras", action.extras());
    put(shape, "value", action.value());
    return shape;
  }

  private static Map<String, Object> attachment(Notice.Attachment attachment) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("name", attachment.name());
    put(shape, "type", attachment.type());
    put(shape, "size", attachment.blob().map(blob -> blob.bytes()));
    put(shape, "expires", attachment.expires().map(time -> time.getEpochSecond()));
    shape.put("url", attachment.url());
    return shape;
  }

  /** Whether a stream shows it to who asked for some messages only. */
  record Filter(
      Optional<String> id,
      Optional<String> text,
      Optional<String> title,
      List<Integer> priorities,
      List<String> tags) {
    static Filter of(NtfyWords words) {
      var priorities = words.list("x-priority", "priority", "prio", "p");
      return new Filter(
          words.find("x-id", "id"),
          words.find("x-message", "message", "m"),
          words.find("x-title", "title", "t"),
          priorities.stream().map(NtfyShape::priority).toList(),
          words.list("x-tags", "tags", "tag", "ta"));
    }

    /** Filters are for messages; what clears and deletes them goes to everybody. */
    boolean passes(Message message) {
      if (message.kind() != Message.Kind.SAYS) return true;
      var notice = message.notice();
      return id.map(message.id()::equals).orElse(true)
          && text.map(notice.text()::equals).orElse(true)
          && title.map(wanted -> notice.title().equals(Optional.of(wanted))).orElse(true)
          && (priorities.isEmpty() || priorities.contains(notice.weight()))
          && notice.tags().containsAll(tags);
    }
  }

  /** A number from 1 to 5, or its name. */
  static int priority(String text) {
    return switch (text.strip().toLowerCase(java.util.Locale.ROOT)) {
      case "1", "min" -> 1;
      case "2", "low" -> 2;
      case "3", "default" -> 3;
      case "4", "high" -> 4;
      case "5", "max", "urgent" -> 5;
      default -> throw NtfyProblem.PRIORITY.no();
    };
  }
}
