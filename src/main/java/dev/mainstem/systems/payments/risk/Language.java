package dev.mainstem.systems.payments.risk;

import dev.mainstem.systems.payments.ledger.Currency;
import dev.mainstem.systems.payments.risk.Sentence.Misread;
import dev.mainstem.systems.payments.risk.Sentence.Token;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a sentence, by recursive descent: {@code or} binds least, then {@code and}, then {@code
 * not}. Owned by one reading.
 */
final class Language {
  private static final String AGE = "_age";

  private final Sentence sentence;

  private Language(String sentence) {
    this.sentence = new Sentence(sentence);
  }

  /** A sentence that has no {@link #trouble}. */
  static Condition read(String sentence) {
    var language = new Language(sentence);
    var read = language.either();
    language.sentence.end();
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

  private Condition either() {
    var parts = new ArrayList<>(List.of(both()));
    while (sentence.takes("or")) parts.add(both());
    return parts.size() == 1 ? parts.get(0) : new Condition.Either(List.copyOf(parts));
  }

  private Condition both() {
    var parts = new ArrayList<>(List.of(plain()));
    while (sentence.takes("and")) parts.add(plain());
    return parts.size() == 1 ? parts.get(0) : new Condition.Both(List.copyOf(parts));
  }

  private Condition plain() {
    if (sentence.takes("not")) return new Condition.Not(plain());
    if (!sentence.takes("(")) return test();
    var inside = either();
    sentence.expect(")");
    return inside;
  }

  private Condition test() {
    var word = sentence.take();
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
    sentence.expect("(");
    var by = by(sentence.take());
    sentence.expect(",");
    var within = length();
    sentence.expect(")");
    var sign = sign();
    var number = sentence.take();
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
    var sign = sentence.take();
    return Sign.of(sign.text())
        .orElseThrow(() -> new Misread(sign, "<, <=, >, >=, = or != is expected here"));
  }

  private Duration length() {
    var token = sentence.take();
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
    var number = sentence.take();
    var code = sentence.take();
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
    if (sentence.takes("is")) return known(trait);
    if (sentence.takes("in")) return in(trait);
    var sign = sentence.peek();
    boolean same = sentence.takes("=");
    if (!same && !sentence.takes("!=")) throw new Misread(sign, "=, !=, in or is is expected here");
    var word = word();
    var other = Trait.of(word.text());
    if (other.isPresent()) return new Condition.Alike(trait, other.get(), same);
    return new Condition.OneOf(spelled(trait, word), List.of(word.text()), same);
  }

  private Condition known(Trait trait) {
    if (sentence.takes("unknown")) return new Condition.Known(trait, false);
    sentence.expect("known");
    return new Condition.Known(trait, true);
  }

  private Condition in(Trait trait) {
    if (sentence.peek().text().startsWith("@"))
      return new Condition.Listed(trait, sentence.take().text().substring(1));
    var open = sentence.peek();
    sentence.expect("(");
    var words = new ArrayList<>(List.of(word().text()));
    while (sentence.takes(",")) words.add(word().text());
    sentence.expect(")");
    return new Condition.OneOf(spelled(trait, open), List.copyOf(words), true);
  }

  private static Trait spelled(Trait trait, Token at) {
    if (!trait.hidden()) return trait;
    throw new Misread(at, trait.word() + " cannot be spelled in a rule: put it on a list");
  }

  private Token word() {
    var word = sentence.take();
    if (word.text().matches("[A-Za-z][A-Za-z0-9_-]*")) return word;
    throw new Misread(word, "a word is expected here");
  }
}
