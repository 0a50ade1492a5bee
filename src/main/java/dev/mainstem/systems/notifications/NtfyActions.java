package dev.mainstem.systems.notifications;

import static dev.mainstem.systems.notifications.NtfyProblem.ACTIONS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads a message's actions, as a JSON array or in ntfy's short form: {@code view, "Open, please",
 * https://a.example, clear=true; http, ...}.
 *
 * @see <a href="https://docs.ntfy.sh/publish/#action-buttons">ntfy's action buttons</a>
 */
final class NtfyActions {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST = 3;
  private static final Set<String> KINDS = Set.of("view", "http", "broadcast", "copy");
  static final Set<String> WITH_URL = Set.of("view", "http");
  private static final Set<String> BODILESS = Set.of("GET", "HEAD");
  private static final Set<String> TRUE = Set.of("true", "yes", "1");
  private static final Set<String> FALSE = Set.of("false", "no", "0");

  private final Supplier<String> ids;

  /**
   * @param ids makes the actions' ids
   */
  NtfyActions(Supplier<String> ids) {
    this.ids = ids;
  }

  List<Notice.Action> parse(String text) {
    var given = text.strip().startsWith("[") ? json(text) : new NtfyShortActions(text).actions();
    if (given.size() > MOST) throw ACTIONS.no("only " + MOST + " actions allowed");
    return given.stream().map(this::action).toList();
  }

  private static List<Map<String, Object>> json(String text) {
    try {
      var actions = new ArrayList<Map<String, Object>>();
      for (var node : JSON.readTree(text)) {
        if (!node.isObject()) throw ACTIONS.no("JSON error: an action is an object");
        var fields = new LinkedHashMap<String, Object>();
        node.properties().forEach(each -> fields.put(each.getKey(), value(each.getValue())));
        actions.add(fields);
      }
      return actions;
    } catch (JsonProcessingException e) {
      throw ACTIONS.no("JSON error");
    }
  }

  private static Object value(JsonNode node) {
    if (!node.isObject()) return node.asText();
    var texts = new TreeMap<String, String>();
    node.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }

  private Notice.Action action(Map<String, Object> fields) {
    var kind = text(fields, "action").orElse("").toLowerCase(Locale.ROOT);
    if (!KINDS.contains(kind)) {
      throw ACTIONS.no(
          "parameter 'action' cannot be '"
              + kind
              + "', valid values are 'view', 'broadcast', 'http' and 'copy'");
    }
    var label =
        text(fields, "label").orElseThrow(() -> ACTIONS.no("parameter 'label' is required"));
    var url = text(fields, "url");
    if (WITH_URL.contains(kind) && url.isEmpty()) {
      throw ACTIONS.no("parameter 'url' is required for action '" + kind + "'");
    }
    if (kind.equals("copy") && text(fields, "value").isEmpty()) {
      throw ACTIONS.no("parameter 'value' is required for action 'copy'");
    }
    var method = text(fields, "method").map(name -> name.toUpperCase(Locale.ROOT));
    var body = text(fields, "body");
    if (kind.equals("http") && body.isPresent() && method.filter(BODILESS::contains).isPresent()) {
      throw ACTIONS.no("parameter 'body' cannot be set if method is " + method.get());
    }
    return new Notice.Action(
        ids.get(),
        kind,
        label,
        clear(text(fields, "clear").orElse("no")),
        url,
        method,
        texts(fields, "headers"),
        body,
        text(fields, "intent"),
        texts(fields, "extras"),
        text(fields, "value"));
  }

  private static boolean clear(String text) {
    var word = text.toLowerCase(Locale.ROOT);
    if (TRUE.contains(word)) return true;
    if (FALSE.contains(word)) return false;
    throw ACTIONS.no("parameter 'clear' cannot be '" + text + "', only boolean values are allowed");
  }

  private static Optional<String> text(Map<String, Object> fields, String name) {
    return Optional.ofNullable(fields.get(name))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(text -> !text.isEmpty());
  }

  private static Map<String, String> texts(Map<String, Object> fields, String name) {
    var texts = new TreeMap<String, String>();
    if (fields.get(name) instanceof Map<?, ?> given) {
      given.forEach((key, value) -> texts.put((String) key, (String) value));
    }
    return texts;
  }
}
