package dev.mainstem.systems.payments.risk;

import dev.mainstem.systems.payments.ledger.Currency;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a sentence, by recursive descent: {@code or} binds least, then {@code and}, then {@code
 * not}. Owned by one reading.
 */
final class Language {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:([0-9]+(?:\\.[0-9]+)?[a-z]?)|(@?[A-Za-z_][A-Za-z0-9_-]*)|(<=|>=|!=|[<>=(),]))");
  private static final String AGE = "_age";

  private final List<Token> tokens = new ArrayList<>();
  private int next;

  /** What a sentence is made of, and the column where it begins, from 1. */
  private record Token(String text, int column) {}

  /** Why a sentence means nothing. */
  private static final class Misread extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misread(Token at, String why) {
      super("Column " + at.column() + ": " + why, null, false, false);
    }
  }

  private Language(String sentence) {
    var matcher = TOKEN.matcher(sentence);
    var text = sentence.stripTrailing();
    int at = 0;
    while (at < text.length()) {
      matcher.region(at, text.length());
      if (!matcher.lookingAt()) throw new Misread(new Token("", at + 1), "this means nothing here");
      var token = matcher.group().strip();
      tokens.add(new Token(token, matcher.end() - token.length() + 1));
      at = matcher.end();
    }
    tokens.add(new Token("", text.length() + 1));
  }

  /** A sentence that has no {@link #trouble}. */
  static Condition read(String sentence) {
    var language = new Language(sentence);
    var read = language.either();
    if (language.next < language.tokens.size() - 1) {
      throw new Misread(language.peek(), "and, or, or the end is expected here");
    }
    return read;
  }

  /** Why this means nothing; empty if it means something. */
  static Optional<String> trouble(String sentence) {
    try {
      read(sentence);
      return Optional.empty();
    } catch (Misread no) {
      return Optional.of(no.getMessage());
    }
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return next < tokens.size() - 1 ? tokens.get(next++) : peek();
  }

  private boolean takes(String text) {
    if (!peek().text().equals(text)) return false;
    next++;
    return true;
  }

  private void expect(String text) {
    if (!takes(text)) throw new Misread(peek(), "'" + text + "' is expected here");
  }

  private Condition either() {
    var parts = new ArrayList<>(List.of(both()));
    while (takes("or")) parts.add(both());
    return parts.size() == 1 ? parts.get(0) : new Condition.Either(List.copyOf(parts));
  }

  private Condition both() {
    var parts = new ArrayList<>(List.of(plain()));
    while (takes("and")) parts.add(plain());
    return parts.size() == 1 ? parts.get(0) : new Condition.Both(List.copyOf(parts));
  }

  private Condition plain() {
    if (takes("not")) return new Condition.Not(plain());
    if (!takes("(")) return test();
    var inside = either();
    expect(")");
    return inside;
  }

  private Condition test() {
    var word = take();
    var counted =
        Arrays.stream(Tally.What.values()).filter(w -> w.word().equals(word.text())).findFirst();
    if (counted.isPresent()) return counted(counted.get());
    if (word.text().equals("amount")) return amount();
    if (word.text().endsWith(AGE)) {
      var by = by(new Token(word.text().replaceFirst(AGE + "$", ""), word.column()));
      return new Condition.Aged(by, sign(), length());
    }
    return about(Trait.of(word.text()).orElseThrow(() -> new Misread(word, unknown(word))));
  }

  private static String unknown(Token word) {
    var traits = Arrays.stream(Trait.values()).map(Trait::word).collect(Collectors.joining(", "));
    var counts =
        Arrays.stream(Tally.What.values())
            .map(what -> what.word() + "(…)")
            .collect(Collectors.joining(", "));
    var what = word.text().isEmpty() ? "a fact is expected" : "'" + word.text() + "' is no fact";
    return what + "; there are amount, " + traits + ", card_age, email_age, ip_age, " + counts;
  }

  private Condition counted(Tally.What what) {
    expect("(");
    var by = by(take());
    expect(",");
    var within = length();
    expect(")");
    var sign = sign();
    var number = take();
    if (!number.text().matches("[0-9]{1,3}") || Integer.parseInt(number.text()) >= Tally.MOST) {
      throw new Misread(number, "a whole number below " + Tally.MOST + " is expected here");
    }
    return new Condition.Counted(
        new Tally(what, by, within), sign, Integer.parseInt(number.text()));
  }

  private static Trait by(Token word) {
    return Trait.of(word.text())
        .filter(Trait::counts)
        .orElseThrow(() -> new Misread(word, "card, email or ip is expected here"));
  }

  private Sign sign() {
    var sign = take();
    return Sign.of(sign.text())
        .orElseThrow(() -> new Misread(sign, "<, <=, >, >=, = or != is expected here"));
  }

  private Duration length() {
    var token = take();
    var why = "a length of time is expected here, such as 10m, 2h or 7d, at most 30d";
    if (!token.text().matches("[0-9]{1,5}[mhd]")) throw new Misread(token, why);
    int unit = token.text().length() - 1;
    long many = Long.parseLong(token.text().substring(0, unit));
    var length =
        switch (token.text().charAt(unit)) {
          case 'm' -> Duration.ofMinutes(many);
          case 'h' -> Duration.ofHours(many);
          default -> Duration.ofDays(many);
        };
    if (length.isZero() || length.compareTo(Tally.LONGEST) > 0) throw new Misread(token, why);
    return length;
  }

  private Condition amount() {
    var sign = sign();
    var number = take();
    var code = take();
    var currency =
        Currency.of(code.text())
            .orElseThrow(() -> new Misread(code, "a currency is expected here, such as usd"));
    try {
      var minor = new BigDecimal(number.text()).movePointRight(currency.decimals());
      return new Condition.Amount(sign, minor.longValueExact(), currency.code());
    } catch (ArithmeticException | NumberFormatException e) {
      throw new Misread(number, "an amount is expected here, such as 500.00");
    }
  }

  private Condition about(Trait trait) {
    if (takes("is")) return known(trait);
    if (takes("in")) return in(trait);
    var sign = peek();
    boolean same = takes("=");
    if (!same && !takes("!=")) throw new Misread(sign, "=, !=, in or is is expected here");
    var word = word();
    var other = Trait.of(word.text());
    if (other.isPresent()) return new Condition.Alike(trait, other.get(), same);
    return new Condition.OneOf(spelled(trait, word), List.of(word.text()), same);
  }

  private Condition known(Trait trait) {
    if (takes("unknown")) return new Condition.Known(trait, false);
    expect("known");
    return new Condition.Known(trait, true);
  }

  private Condition in(Trait trait) {
    if (peek().text().startsWith("@"))
      return new Condition.Listed(trait, take().text().substring(1));
    var open = peek();
    expect("(");
    var words = new ArrayList<>(List.of(word().text()));
    while (takes(",")) words.add(word().text());
    expect(")");
    return new Condition.OneOf(spelled(trait, open), List.copyOf(words), true);
  }

  private static Trait spelled(Trait trait, Token at) {
    if (!trait.hidden()) return trait;
    throw new Misread(at, trait.word() + " cannot be spelled in a rule: put it on a list");
  }

  private Token word() {
    var word = take();
    if (word.text().matches("[A-Za-z][A-Za-z0-9_-]*")) return word;
    throw new Misread(word, "a word is expected here");
  }
}
