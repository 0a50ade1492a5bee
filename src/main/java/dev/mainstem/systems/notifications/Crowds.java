package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Span;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who is in which crowd, kept in step with what is known of people. */
final class Crowds {
  private static final Set<String> NONE = Set.of();

  private final NotificationTables known;

  Crowds(NotificationTables known) {
    this.known = known;
  }

  /** A person was so and is so now. Only inside {@code applyTo}. */
  void keep(Person person) {
    var before = known.people.find(person.id()).map(Person::terms).orElse(NONE);
    var after = person.terms();
    var gone = new TreeSet<>(before);
    gone.removeAll(after);
    var come = new TreeSet<>(after);
    come.removeAll(before);
    int block = person.n() / Crowd.BLOCK;
    int bit = person.n() % Crowd.BLOCK;
    for (var term : gone) put(new Crowd.Key(block, term), of(block, term).without(bit));
    for (var term : come) put(new Crowd.Key(block, term), of(block, term).with(bit));
    known.people.put(person.id(), person);
  }

  private void put(Crowd.Key key, Crowd crowd) {
    if (crowd.empty()) known.crowds.remove(key);
    else known.crowds.put(key, crowd);
  }

  Crowd of(int block, String term) {
    return known.crowds.find(new Crowd.Key(block, term)).orElse(Crowd.NOBODY);
  }

  /** Terms of a kind that anybody of the block is in. */
  List<String> terms(int block, String kind) {
    var kinds = Span.of(block).from(kind).to(kind + "\uffff");
    return known.crowds.scan(kinds, 1_000).stream().map(row -> row.key().term()).toList();
  }

  /** A crowd that is not what its people are, if there is one. */
  Optional<String> wrong() {
    return known
        .people
        .<String>walk(
            Span.of(),
            row -> {
              var person = row.value();
              int block = person.n() / Crowd.BLOCK;
              for (var term : person.terms()) {
                if (!of(block, term).has(person.n() % Crowd.BLOCK)) {
                  return person.id() + " is not in " + term;
                }
              }
              return null;
            })
        .or(this::tooMany);
  }

  private Optional<String> tooMany() {
    return known.crowds.walk(
        Span.of(),
        row -> {
          for (int bit : row.value().stream().toArray()) {
            var person = known.byN.first(row.key().block() * Crowd.BLOCK + bit);
            if (person.filter(p -> p.terms().contains(row.key().term())).isEmpty()) {
              return bit + " of " + row.key() + " should not be there";
            }
          }
          return null;
        });
  }

  /** All bits of a block that stand for people. */
  static BitSet all(int people) {
    var all = new BitSet();
    all.set(0, people);
    return all;
  }
}
