package dev.mainstem.systems.payments.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A sentence in its words, taken one after the other. Owned by one reading. */
final class Sentence {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:([0-9]+(?:\\.[0-9]+)?[a-z]?)|(@?[A-Za-z_][A-Za-z0-9_-]*)|(<=|>=|!=|[<>=(),]))");

  private final List<Token> tokens = new ArrayList<>();
  private int next;

  /**
   * A word, a number or a sign; empty text at the end.
   *
   * @param column where it begins, from 1
   */
  record Token(String text, int column) {}

  /** Why a sentence means nothing. */
  static final class Misread extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misread(Token at, String why) {
      super("Column " + at.column() + ": " + why, null, false, false);
    }
  }

  Sentence(String text) {
    var stripped = text.stripTrailing();
    var matcher = TOKEN.matcher(stripped);
    int at = 0;
    while (at < stripped.length()) {
      matcher.region(at, stripped.length());
      if (!matcher.lookingAt()) throw new Misread(new Token("", at + 1), "this means nothing here");
      var token = matcher.group().strip();
      tokens.add(new Token(token, matcher.end() - token.length() + 1));
      at = matcher.end();
    }
    tokens.add(new Token("", stripped.length() + 1));
  }

  Token peek() {
    return tokens.get(next);
  }

  Token take() {
    return next < tokens.size() - 1 ? tokens.get(next++) : peek();
  }

  boolean takes(String text) {
    if (!peek().text().equals(text)) return false;
    next++;
    return true;
  }

  void expect(String text) {
    if (!takes(text)) throw new Misread(peek(), "'" + text + "' is expected here");
  }

  void end() {
    if (next == tokens.size() - 1) return;
    throw new Misread(peek(), "and, or, or the end is expected here");
  }
}
