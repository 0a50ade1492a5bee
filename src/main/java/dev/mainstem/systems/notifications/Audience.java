package dev.mainstem.systems.notifications;

import static dev.mainstem.systems.notifications.NotificationProblem.BAD_AUDIENCE;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Who is meant, as an expression of terms: {@code interest:sports and not (plan:free or
 * zone:Europe/Berlin)}. A word alone is an interest, {@code everyone} is everybody.
 */
sealed interface Audience {
  /** Whom of a block it means. */
  BitSet in(Function<String, BitSet> crowds);

  /** Whether it means somebody of whom these terms hold; tells what each of its terms says. */
  boolean means(Set<String> terms, Map<String, Boolean> told);

  record Term(String name) implements Audience {
    @Override
    public BitSet in(Function<String, BitSet> crowds) {
      return crowds.apply(name);
    }

    @Override
    public boolean means(Set<String> terms, Map<String, Boolean> told) {
      told.put(name, terms.contains(name));
      return terms.contains(name);
    }
  }

  record Both(Audience one, Audience other) implements Audience {
    @Override
    public BitSet in(Function<String, BitSet> crowds) {
      var both = one.in(crowds);
      if (!both.isEmpty()) both.and(other.in(crowds));
      return both;
    }

    @Override
    public boolean means(Set<String> terms, Map<String, Boolean> told) {
      return one.means(terms, told) & other.means(terms, told);
    }
  }

  record Either(Audience one, Audience other) implements Audience {
    @Override
    public BitSet in(Function<String, BitSet> crowds) {
      var either = one.in(crowds);
      either.or(other.in(crowds));
      return either;
    }

    @Override
    public boolean means(Set<String> terms, Map<String, Boolean> told) {
      return one.means(terms, told) | other.means(terms, told);
    }
  }

  record Not(Audience one) implements Audience {
    @Override
    public BitSet in(Function<String, BitSet> crowds) {
      var all = crowds.apply(Person.EVERYONE);
      all.andNot(one.in(crowds));
      return all;
    }

    @Override
    public boolean means(Set<String> terms, Map<String, Boolean> told) {
      return !one.means(terms, told);
    }
  }

  /**
   * Reads an expression.
   *
   * @throws dev.mainstem.kernel.Refusal if it is none
   */
  static Audience parse(String text) {
    return new Reading(text).all();
  }

  /** What each term of it says of somebody. */
  static Map<String, Boolean> explain(String text, Set<String> terms) {
    var told = new LinkedHashMap<String, Boolean>();
    parse(text).means(terms, told);
    return told;
  }

  /** An expression, read from left to right. Used once. */
  final class Reading {
    private static final Pattern WORD =
        Pattern.compile("\\s*([()]|[A-Za-z0-9_][-A-Za-z0-9_.:/+]*)\\s*");
    private static final int DEEPEST = 32;
    private static final int MOST_TERMS = 64;

    private final String text;
    private int at;
    private int depth;
    private int terms;

    private Reading(String text) {
      this.text = text;
    }

    private Audience all() {
      var whole = either();
      if (!next().isEmpty()) throw BAD_AUDIENCE.at("/audience", "at " + at + ": " + next());
      return whole;
    }

    /** The next word, without taking it; empty text at the end. */
    private String next() {
      var match = WORD.matcher(text).region(at, text.length());
      if (match.lookingAt()) return match.group(1);
      if (text.substring(at).isBlank()) return "";
      throw BAD_AUDIENCE.at("/audience", "at " + at);
    }

    private String take() {
      var word = next();
      var match = WORD.matcher(text).region(at, text.length());
      if (match.lookingAt()) at = match.end();
      return word;
    }

    private boolean takes(String word) {
      if (!next().equalsIgnoreCase(word)) return false;
      take();
      return true;
    }

    private Audience either() {
      var one = both();
      while (takes("or")) one = new Either(one, both());
      return one;
    }

    private Audience both() {
      var one = single();
      while (takes("and")) one = new Both(one, single());
      return one;
    }

    private Audience single() {
      if (++depth > DEEPEST) throw BAD_AUDIENCE.at("/audience", "too deep");
      var audience = takes("not") ? new Not(single()) : takes("(") ? inner() : term(take());
      depth--;
      return audience;
    }

    private Audience inner() {
      var inner = either();
      if (!takes(")")) throw BAD_AUDIENCE.at("/audience", "at " + at + ": ) is missing");
      return inner;
    }

    private Audience term(String word) {
      boolean good =
          !word.isEmpty()
              && !Set.of("(", ")", "and", "or").contains(word.toLowerCase(java.util.Locale.ROOT));
      if (!good || ++terms > MOST_TERMS) throw BAD_AUDIENCE.at("/audience", "at " + at);
      boolean named = word.contains(":") || word.equals(Person.EVERYONE);
      return new Term(named ? word : "interest:" + word);
    }
  }
}
