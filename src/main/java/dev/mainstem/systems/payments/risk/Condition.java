package dev.mainstem.systems.payments.risk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A sentence of the language, read. */
sealed interface Condition {
  /**
   * @param looked is told what was looked at, by the name of the fact
   */
  Truth of(Circumstances it, Map<String, String> looked);

  private static <T> Optional<T> note(Map<String, String> looked, Object fact, Optional<T> value) {
    looked.put(fact.toString(), value.map(Object::toString).orElse("unknown"));
    return value;
  }

  private static Optional<String> ask(Circumstances it, Trait trait, Map<String, String> looked) {
    return note(looked, trait.word(), it.trait(trait));
  }

  record Either(List<Condition> parts) implements Condition {
    @Override
    public Truth of(Circumstances it, Map<String, String> looked) {
      return parts.stream().map(part -> part.of(it, looked)).reduce(Truth.NO, Truth::or);
    }
  }

  record Both(List<Condition> parts) implements Condition {
    @Override
    public Truth of(Circumstances it, Map<String, String> looked) {
      return parts.stream().map(part -> part.of(it, looked)).reduce(Truth.YES, Truth::and);
    }
  }

  record Not(Condition part) implements Condition {
    @Override
    public Truth of(Circumstances it, Map<String, String> looked) {
      return part.of(it, looked).not();
    }
  }

  /** Money compares with money of its own currency only. */
  record Amount(Sign sign, long amount, String currency) implements Condition {
    @Override
    public Truth of(Circumstances it, Map<String, String> looked) {
      looked.put("amount", Long.toString(it.amount()));
      looked.put("currency", it.currency());
      if (!it.currency().equals(currency)) return Truth.UNKNOWN;
      return Truth.of(sign.holds(it.amount(), amount));
    }
  }

  /** A trait that is, or is not, one of these words. */
  record OneOf(Trait trait, List<String> words, boolean is) implements Condition {
    @Override
    public Truth of(Circumstances it, Map<String, String> looked) {
      return ask(it, trait, looked)
          .map(value -> Truth.of(words.stream().anyMatch(value::equalsIgnoreCase) == is))
          .orElse(Truth.UNKNOWN);
    }
  }

  /** Two traits that are, or are not, the same. */
  record Alike(Trait one, Trait other, boolean are) implements Condition {
    @Override
    public Truth of(Circumstances it, Map<String, String> looked) {
      var left = ask(it, one, looked);
      var right = ask(it, other, looked);
      if (left.isEmpty() || right.isEmpty()) return Truth.UNKNOWN;
      return Truth.of(left.get().equalsIgnoreCase(right.get()) == are);
    }
  }

  /** Whether a trait is known at all; of this there is never doubt. */
  record Known(Trait trait, boolean is) implements Condition {
    @Override
    public Truth of(Circumstances it, Map<String, String> looked) {
      return Truth.of(ask(it, trait, looked).isPresent() == is);
    }
  }

  record Listed(Trait trait, String list) implements Condition {
    @Override
    public Truth of(Circumstances it, Map<String, String> looked) {
      return note(looked, trait.word() + " in @" + list, it.listed(trait, list))
          .map(Truth::of)
          .orElse(Truth.UNKNOWN);
    }
  }

  record Counted(Tally tally, Sign sign, int number) implements Condition {
    @Override
    public Truth of(Circumstances it, Map<String, String> looked) {
      return note(looked, tally, it.tally(tally))
          .map(count -> Truth.of(sign.holds(count, number)))
          .orElse(Truth.UNKNOWN);
    }
  }

  record Aged(Trait by, Sign sign, Duration length) implements Condition {
    @Override
    public Truth of(Circumstances it, Map<String, String> looked) {
      return note(looked, by.word() + "_age", it.age(by))
          .map(age -> Truth.of(sign.holds(age, length)))
          .orElse(Truth.UNKNOWN);
    }
  }
}
