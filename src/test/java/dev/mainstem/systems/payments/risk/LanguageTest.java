package dev.mainstem.systems.payments.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What sentences of the language mean, by hand and against another way to work it out. */
class LanguageTest {
  /**
   * An attempt of 600 dollars with a French card from a payer in Germany, the fourth in an hour.
   */
  private static final Facts FACTS =
      new Facts(
          60_000,
          "usd",
          Map.of(Trait.CARD, "c", Trait.CARD_COUNTRY, "FR", Trait.BILLING_COUNTRY, "DE"),
          4);

  /** Circumstances out of a test's hands: everything that is counted is counted the same. */
  record Facts(long amount, String currency, Map<Trait, String> traits, int count)
      implements Circumstances {
    @Override
    public Optional<String> trait(Trait trait) {
      if (trait == Trait.CURRENCY) return Optional.of(currency);
      return Optional.ofNullable(traits.get(trait));
    }

    @Override
    public Optional<Integer> tally(Tally tally) {
      return trait(tally.by()).map(value -> count);
    }

    @Override
    public Optional<Duration> age(Trait by) {
      return trait(by).map(value -> Duration.ofHours(count));
    }

    @Override
    public Optional<Boolean> listed(Trait trait, String list) {
      return trait(trait).map(value -> list.equals(value));
    }
  }

  private static Truth said(String sentence, Circumstances it) {
    return Language.read(sentence).of(it, new TreeMap<>());
  }

  @Example
  void sentences_mean_what_they_say() {
    var yes =
        List.of(
            "amount > 500 usd",
            "amount >= 600.00 usd and amount <= 600 usd",
            "currency = usd",
            "currency = USD",
            "currency in (eur, usd)",
            "card_country != billing_country",
            "card_country in (FR, IT) and not billing_country = FR",
            "attempts(card, 1h) > 3",
            "attempts(card, 1h) = 4",
            "card_age < 1d",
            "email is unknown and card is known",
            "card in @c",
            "amount < 1 usd or (currency = usd and not amount < 1 usd)",
            "not not currency = usd",
            "amount < 1 usd and amount < 1 usd or currency = usd");
    for (var sentence : yes) {
      assertEquals(Truth.YES, said(sentence, FACTS), sentence);
      assertEquals(Truth.NO, said("not (" + sentence + ")", FACTS), sentence);
    }
  }

  @Example
  void what_is_not_known_holds_neither_so_nor_otherwise() {
    for (var sentence :
        List.of(
            "amount > 5 eur",
            "attempts(email, 1d) > 1",
            "email_age < 1d",
            "email in @friends",
            "brand = visa",
            "brand != visa",
            "brand != funding")) {
      assertEquals(Truth.UNKNOWN, said(sentence, FACTS), sentence);
      assertEquals(Truth.UNKNOWN, said("not " + sentence, FACTS), sentence);
      assertEquals(Truth.YES, said(sentence + " or currency = usd", FACTS), sentence);
      assertEquals(Truth.NO, said(sentence + " and currency = eur", FACTS), sentence);
    }
  }

  @Example
  void what_means_nothing_says_where_and_what_was_expected() {
    var wrong =
        Map.ofEntries(
            Map.entry("", "Column 1: a fact is expected"),
            Map.entry("amonut > 5 usd", "Column 1: 'amonut' is no fact"),
            Map.entry("amount > 5", "Column 11: a currency is expected"),
            Map.entry("amount > 5.001 usd", "Column 10: an amount is expected"),
            Map.entry("amount > 5 usd and", "Column 19: a fact is expected"),
            Map.entry("amount > 5 usd or or", "Column 19: 'or' is no fact"),
            Map.entry("amount > 5 usd currency = usd", "Column 16: and, or, or the end"),
            Map.entry("(currency = usd", "Column 16: ')' is expected"),
            Map.entry("currency > usd", "Column 10: =, !=, in or is"),
            Map.entry("email = eve", "email cannot be spelled"),
            Map.entry("email in (eve, bob)", "email cannot be spelled"),
            Map.entry("attempts(brand, 1h) > 1", "Column 10: card, email or ip"),
            Map.entry("attempts(card, 31d) > 1", "Column 16: a length of time"),
            Map.entry("attempts(card, 1h) > 100", "Column 22: a whole number below 100"),
            Map.entry("currency = usd; drop", "Column 15: this means nothing"),
            Map.entry("card_age < 0h", "Column 12: a length of time"));
    wrong.forEach(
        (sentence, why) -> {
          var trouble = Language.trouble(sentence).orElse("none");
          assertTrue(trouble.contains(why), sentence + ": " + trouble);
        });
  }

  @Example
  void a_judgement_keeps_all_that_was_looked_at() {
    var rule = new Rule("r", Optional.of(Outcome.BLOCK), 40, "currency = usd or email in @bad");
    var other = new Rule("s", Optional.empty(), 70, "attempts(card, 1h) > 3");
    var rules = new RiskRules(7, List.of(rule, other), Optional.empty(), Optional.empty());
    var judged = Judgement.of(rules, FACTS);
    assertEquals(Outcome.BLOCK, judged.outcome());
    assertEquals(100, judged.score());
    assertEquals(List.of("r", "s"), judged.rules());
    assertEquals(
        Map.of("currency", "usd", "email in @bad", "unknown", "attempts(card, 1h)", "4"),
        judged.inputs());
  }

  @Example
  void allow_wins_over_block_and_block_over_review_and_scores_add_up() {
    assertEquals(Outcome.ALLOW, outcome("allow 0", "block 90", "review 10"));
    assertEquals(Outcome.BLOCK, outcome("block 0", "review 90"));
    assertEquals(Outcome.REVIEW, outcome("review 0"));
    assertEquals(Outcome.REVIEW, outcome("only 25", "only 25"));
    assertEquals(Outcome.BLOCK, outcome("only 25", "only 25", "only 30"));
    assertEquals(Outcome.ALLOW, outcome("only 49"));
  }

  private static Outcome outcome(String... rules) {
    var all =
        List.of(rules).stream()
            .map(words -> words.split(" "))
            .map(w -> new Rule(w[0], action(w[0]), Integer.parseInt(w[1]), "currency = usd"))
            .toList();
    return Judgement.of(new RiskRules(1, all, Optional.of(50), Optional.of(80)), FACTS).outcome();
  }

  private static Optional<Outcome> action(String word) {
    return List.of(Outcome.values()).stream()
        .filter(outcome -> outcome.name().equalsIgnoreCase(word))
        .findFirst();
  }

  /**
   * A sentence, and what it means in another way: empty if it is not known.
   *
   * @param binds how tightly, so that brackets are put where they are needed and nowhere else
   */
  record Meant(String text, int binds, Function<Facts, Optional<Boolean>> means) {
    String within(int others) {
      return binds < others ? "(" + text + ")" : text;
    }
  }

  @Provide
  Arbitrary<Meant> sentences() {
    return sentences(4);
  }

  private static Arbitrary<Meant> sentences(int deep) {
    if (deep == 0) return leaf();
    return Arbitraries.oneOf(
        leaf(), not(deep - 1), pair(" and ", deep - 1), pair(" or ", deep - 1));
  }

  private static Arbitrary<Meant> leaf() {
    var amount =
        Combinators.combine(
                Arbitraries.longs().between(0, 3), Arbitraries.of("usd", "jpy"), signs())
            .as(
                (money, currency, sign) ->
                    new Meant(
                        "amount " + sign + " " + money + " " + currency,
                        3,
                        it ->
                            Optional.of(it.amount())
                                .filter(x -> it.currency().equals(currency))
                                .map(
                                    x ->
                                        compared(
                                            x, sign, money * (currency.equals("usd") ? 100 : 1)))));
    var country =
        Combinators.combine(traits(), Arbitraries.of("FR", "DE"), Arbitraries.of("=", "!="))
            .as(
                (trait, word, sign) ->
                    new Meant(
                        trait.word() + sign + word,
                        3,
                        it -> it.trait(trait).map(has -> has.equals(word) == sign.equals("="))));
    var tally =
        Combinators.combine(
                Arbitraries.of(Trait.CARD, Trait.EMAIL),
                Arbitraries.integers().between(0, 3),
                signs())
            .as(
                (by, number, sign) ->
                    new Meant(
                        "attempts(" + by.word() + ",1h)" + sign + number,
                        3,
                        it -> it.trait(by).map(has -> compared(it.count(), sign, number))));
    return Arbitraries.oneOf(amount, country, tally);
  }

  private static Arbitrary<Meant> not(int deep) {
    return sentences(deep)
        .map(of -> new Meant("not " + of.within(2), 2, it -> of.means().apply(it).map(v -> !v)));
  }

  private static Arbitrary<Meant> pair(String word, int deep) {
    boolean and = word.equals(" and ");
    int binds = and ? 1 : 0;
    return Combinators.combine(sentences(deep), sentences(deep))
        .as(
            (left, right) ->
                new Meant(
                    left.within(binds) + word + right.within(binds),
                    binds,
                    it -> both(left.means().apply(it), right.means().apply(it), and)));
  }

  /** One that decides decides; else nothing is known unless both are. */
  private static Optional<Boolean> both(
      Optional<Boolean> left, Optional<Boolean> right, boolean and) {
    var decides = Optional.of(!and);
    if (left.equals(decides) || right.equals(decides)) return decides;
    return left.isEmpty() || right.isEmpty() ? Optional.empty() : Optional.of(and);
  }

  private static boolean compared(long left, String sign, long right) {
    return switch (sign) {
      case "<" -> left < right;
      case "<=" -> left < right || left == right;
      case ">" -> !(left < right || left == right);
      case ">=" -> !(left < right);
      case "=" -> left == right;
      default -> left != right;
    };
  }

  private static Arbitrary<String> signs() {
    return Arbitraries.of("<", "<=", ">", ">=", "=", "!=");
  }

  private static Arbitrary<Trait> traits() {
    return Arbitraries.of(Trait.CARD_COUNTRY, Trait.BILLING_COUNTRY);
  }

  @Provide
  Arbitrary<Facts> facts() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 300),
            Arbitraries.of("usd", "jpy"),
            Arbitraries.maps(
                    Arbitraries.of(
                        Trait.CARD, Trait.EMAIL, Trait.CARD_COUNTRY, Trait.BILLING_COUNTRY),
                    Arbitraries.of("FR", "DE"))
                .ofMaxSize(4),
            Arbitraries.integers().between(0, 3))
        .as(Facts::new);
  }

  @Property(tries = 2_000)
  void a_sentence_means_what_its_parts_mean(
      @ForAll("sentences") Meant sentence, @ForAll("facts") Facts it) {
    var means = sentence.means().apply(it).map(Truth::of).orElse(Truth.UNKNOWN);
    assertEquals(means, said(sentence.text(), it), sentence.text());
  }

  @Property(tries = 1_000)
  void whatever_is_typed_is_read_or_refused(@ForAll("typed") String sentence) {
    var trouble = Language.trouble(sentence);
    assertTrue(trouble.isEmpty() || trouble.get().startsWith("Column "), trouble + "");
  }

  @Provide
  Arbitrary<String> typed() {
    var words =
        Arbitraries.of(
            "amount",
            ">",
            "5",
            "usd",
            "and",
            "or",
            "not",
            "(",
            ")",
            "email",
            "in",
            "@a",
            "1h",
            "attempts",
            ",",
            "card",
            "is",
            "known",
            "=",
            "ü",
            "99999999999999999999");
    return words.list().ofMaxSize(12).map(all -> String.join(" ", all));
  }
}
