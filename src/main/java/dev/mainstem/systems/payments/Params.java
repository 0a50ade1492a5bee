package dev.mainstem.systems.payments;

import dev.mainstem.wire.http.ForeignCall;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Parameters as Stripe's clients send them: form-encoded, with brackets for what is inside, such as
 * {@code card[number]} and {@code expand[0]}. What is asked for is marked, and what is left over is
 * unknown. Owned by one request.
 */
final class Params {
  private static final int DEEPEST = 5;
  private static final int MOST = 500;

  private final String path;
  private final Map<String, Object> values;
  private final Set<String> asked = new HashSet<>();

  private Params(String path, Map<String, Object> values) {
    this.path = path;
    this.values = values;
  }

  /** From the query and the body. */
  static Params of(ForeignCall call) {
    var all = new LinkedHashMap<String, Object>();
    call.queries().forEach((name, many) -> many.forEach(value -> put(all, name, value)));
    var body = new String(call.body(), StandardCharsets.UTF_8);
    var pairs = body.isEmpty() ? new String[0] : body.split("&");
    if (pairs.length > MOST) throw StripeProblem.MALFORMED.at("", "body: too many parameters");
    for (var pair : pairs) {
      int equals = pair.indexOf('=');
      var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      put(all, name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
    return new Params("", all);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw StripeProblem.MALFORMED.at("", "form encoding");
    }
  }

  /** Names in brackets are steps inwards; an empty one is the next of a list. */
  @SuppressWarnings("unchecked") // only this method makes the maps inside
  private static void put(Map<String, Object> all, String name, String value) {
    var steps = name.replace("]", "").split("\\[", -1);
    if (steps.length > DEEPEST) throw StripeProblem.MALFORMED.at("/" + steps[0], steps[0]);
    var into = all;
    for (int i = 0; i < steps.length - 1; i++) {
      var next = into.computeIfAbsent(step(into, steps[i]), key -> new TreeMap<String, Object>());
      if (!(next instanceof Map)) throw StripeProblem.MALFORMED.at("/" + steps[0], steps[0]);
      into = (Map<String, Object>) next;
    }
    into.put(step(into, steps[steps.length - 1]), value);
  }

  private static String step(Map<String, Object> into, String step) {
    return step.isEmpty() ? "%05d".formatted(into.size()) : step;
  }

  private Object find(String name) {
    asked.add(name);
    return values.get(name);
  }

  private String pointer(String name) {
    return path + "/" + name;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** A text; one that is empty is as good as none. */
  Optional<String> text(String name) {
    var value = find(name);
    if (value instanceof Map) throw StripeProblem.MALFORMED.at(pointer(name), name);
    return Optional.ofNullable((String) value).filter(text -> !text.isEmpty());
  }

  String need(String name) {
    if (!has(name)) throw StripeProblem.MISSING.at(pointer(name), name);
    return text(name).orElseThrow(() -> StripeProblem.EMPTY.at(pointer(name), name));
  }

  Optional<Long> whole(String name) {
    return text(name)
        .map(
            text -> {
              if (!text.matches("-?[0-9]{1,18}")) {
                throw StripeProblem.NO_INTEGER.at(pointer(name), text);
              }
              return Long.parseLong(text);
            });
  }

  Optional<Integer> small(String name) {
    return whole(name)
        .map(
            number -> {
              if (number != number.intValue()) {
                throw StripeProblem.NO_INTEGER.at(pointer(name), number);
              }
              return number.intValue();
            });
  }

  /** In any case: Python's clients write True. */
  Optional<Boolean> flag(String name) {
    return text(name)
        .map(
            text -> {
              if (text.equalsIgnoreCase("true")) return true;
              if (text.equalsIgnoreCase("false")) return false;
              throw StripeProblem.NO_BOOLEAN.at(pointer(name), text);
            });
  }

  /** One of these words. */
  Optional<String> word(String name, String... words) {
    return text(name)
        .map(
            text -> {
              if (List.of(words).contains(text)) return text;
              throw StripeProblem.MALFORMED.at(
                  pointer(name), name + ": must be one of " + words(words));
            });
  }

  private static String words(String... words) {
    return String.join(", ", words);
  }

  /** What is inside; empty if there is nothing. */
  @SuppressWarnings("unchecked") // only put makes the maps inside
  Params inside(String name) {
    var value = find(name);
    if (value instanceof Map<?, ?> map) {
      return new Params(pointer(name), (Map<String, Object>) map);
    }
    return new Params(pointer(name), Map.of());
  }

  boolean empty() {
    return values.isEmpty();
  }

  List<String> texts(String name) {
    var value = find(name);
    if (!(value instanceof Map<?, ?> map)) return List.of();
    var all = new ArrayList<String>();
    map.values().forEach(each -> all.add(String.valueOf(each)));
    return all;
  }

  /** Metadata over what there was: an empty value takes a name away. */
  Map<String, String> words(String name, Map<String, String> before) {
    var value = find(name);
    var all = new LinkedHashMap<>(before);
    if (value instanceof String) return Map.of();
    if (!(value instanceof Map<?, ?> map)) return all;
    if (map.size() > 50)
      throw StripeProblem.MALFORMED.at(pointer(name), name + ": at most 50 keys");
    map.forEach(
        (key, word) -> {
          if (String.valueOf(word).isEmpty()) all.remove(key);
          else all.put((String) key, String.valueOf(word));
        });
    return all;
  }

  /** These mean nothing here, and do no harm. */
  Params passing(String... names) {
    asked.addAll(List.of(names));
    return this;
  }

  /** Refuses what nobody has asked for. */
  void done() {
    for (var name : values.keySet()) {
      if (!asked.contains(name)) throw StripeProblem.UNKNOWN.at(pointer(name), name);
    }
  }
}
