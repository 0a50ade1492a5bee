package dev.mainstem.codec;

import java.util.ArrayDeque;
import java.util.Deque;

/** Where in a body something stands. Owned by one thread. */
final class Place {
  private final Deque<String> names = new ArrayDeque<>();

  void enter(String name) {
    names.addLast(name);
  }

  void leave() {
    names.removeLast();
  }

  int depth() {
    return names.size();
  }

  /** As an RFC 6901 pointer, empty for the whole body. */
  String pointer() {
    var text = new StringBuilder();
    for (var name : names) text.append('/').append(escape(name));
    return spelled(text.toString());
  }

  /** What an answer can spell: a client's field name may hold what no UTF-8 can. */
  static String spelled(String pointer) {
    if (Scalars.sound(pointer)) return pointer;
    var text = new StringBuilder();
    pointer
        .codePoints()
        .map(
            c ->
                c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                    ? 0xfffd
                    : c)
        .forEach(text::appendCodePoint);
    return text.toString();
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
