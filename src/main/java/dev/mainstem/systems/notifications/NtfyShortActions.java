package dev.mainstem.systems.notifications;

import static dev.mainstem.systems.notifications.NtfyProblem.ACTIONS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Actions in ntfy's short form, read from left to right. Used once. */
final class NtfyShortActions {
  private static final Set<String> KEYS =
      Set.of("action", "label", "clear", "url", "method", "body", "intent", "value");
  private static final Pattern KEY = Pattern.compile("([-.\\w]+)\\s*=\\s*");

  private final String text;
  private int at;

  NtfyShortActions(String text) {
    this.text = text;
  }

  List<Map<String, Object>> actions() {
    var actions = new ArrayList<Map<String, Object>>();
    while (at < text.length()) actions.add(action());
    return actions;
  }

  private Map<String, Object> action() {
    var fields = new HashMap<String, Object>();
    for (int section = 0; ; section++) {
      spaces();
      var key = KEY.matcher(text).region(at, text.length());
      var name = "";
      if (key.lookingAt()) {
        name = key.group(1);
        at = key.end();
      }
      put(fields, name.isEmpty() ? usual(section, fields) : name, value());
      boolean last = at >= text.length() || text.charAt(at) == ';';
      at++;
      spaces();
      if (last || at >= text.length()) return fields;
    }
  }

  private static String usual(int section, Map<String, Object> fields) {
    if (section == 0) return "action";
    if (section == 1) return "label";
    var kind = String.valueOf(fields.get("action")).toLowerCase(Locale.ROOT);
    if (section == 2 && NtfyActions.WITH_URL.contains(kind)) return "url";
    return section == 2 && kind.equals("copy") ? "value" : "";
  }

  @SuppressWarnings("unchecked") // made here
  private static void put(Map<String, Object> fields, String key, String value) {
    if (key.isEmpty()) throw ACTIONS.no("term '" + value + "' unknown");
    int dot = key.indexOf('.');
    var many = dot < 0 ? "" : key.substring(0, dot);
    if (many.equals("headers") || many.equals("extras")) {
      var texts = (Map<String, String>) fields.computeIfAbsent(many, m -> new TreeMap<>());
      texts.put(key.substring(dot + 1), value);
      return;
    }
    var name = key.toLowerCase(Locale.ROOT);
    if (!KEYS.contains(name)) throw ACTIONS.no("key '" + key + "' unknown");
    fields.put(name, value);
  }

  private String value() {
    char first = at < text.length() ? text.charAt(at) : ',';
    if (first == '"' || first == '\'') return quoted(first);
    int from = at;
    while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ';') at++;
    return text.substring(from, at).strip();
  }

  private String quoted(char quote) {
    int from = ++at;
    while (at < text.length() && (text.charAt(at) != quote || text.charAt(at - 1) == '\\')) at++;
    if (at >= text.length()) throw ACTIONS.no("unexpected end of input, a quote is not closed");
    var value = text.substring(from, at++).replace("\\" + quote, "" + quote);
    spaces();
    if (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ';') {
      throw ACTIONS.no("unexpected character '" + text.charAt(at) + "' at position " + at);
    }
    return value;
  }

  private void spaces() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
  }
}
