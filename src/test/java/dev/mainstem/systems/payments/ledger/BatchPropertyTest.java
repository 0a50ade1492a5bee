package dev.mainstem.systems.payments.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.systems.payments.ledger.Account.Limit;
import dev.mainstem.systems.payments.ledger.Transfer.Kind;
import dev.mainstem.systems.payments.ledger.Transfer.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random batches against a bookkeeper who knows no accounts: only the list of what was done, from
 * which every figure is added up anew each time. Chains are tried on a copy of the whole list.
 */
class BatchPropertyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Map<String, Limit> ACCOUNTS =
      Map.of(
          "a", Limit.NONE,
          "b", Limit.DEBITS_WITHIN_CREDITS,
          "c", Limit.CREDITS_WITHIN_DEBITS,
          "e", Limit.NONE);

  /** Rows in maps. */
  private static final class Rows implements Book {
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<String, Transfer> transfers = new LinkedHashMap<>();

    Rows() {
      ACCOUNTS.forEach(
          (id, limit) ->
              accounts.put(id, Account.opened(id, id.equals("e") ? "eur" : "usd", limit, NOW)));
    }

    @Override
    public Optional<Account> account(String id) {
      return Optional.ofNullable(accounts.get(id));
    }

    @Override
    public Optional<Transfer> transfer(String id) {
      return Optional.ofNullable(transfers.get(id));
    }

    void enter(List<Line> lines) {
      var draft = new Draft(this);
      lines.forEach(line -> draft.enter(line, NOW));
      draft.accounts(account -> accounts.put(account.id(), account));
      transfers.putAll(draft.transfers());
    }
  }

  /** What was done, as a list, and nothing else. */
  private record Oracle(List<Wish> done) {
    private Optional<Wish> find(String id) {
      return done.stream().filter(wish -> wish.id().equals(id)).findFirst();
    }

    private Optional<Wish> resolution(String id) {
      return done.stream().filter(wish -> wish.of().equals(Optional.of(id))).findFirst();
    }

    /** Debits or credits of an account, posted or only pending. */
    long sum(String account, boolean debit, boolean pending) {
      long sum = 0;
      for (var wish : done) {
        if (wish.of().isPresent()) continue;
        var side = debit ? wish.debit() : wish.credit();
        if (!side.equals(Optional.of(account))) continue;
        boolean held = wish.does() == Kind.PENDING;
        var over = resolution(wish.id());
        long amount = wish.amount().orElseThrow();
        if (pending && held && over.isEmpty()) sum += amount;
        if (!pending && !held) sum += amount;
        if (!pending && over.filter(w -> w.does() == Kind.POST).isPresent()) {
          sum += over.get().amount().orElse(amount);
        }
      }
      return sum;
    }

    private boolean within(String id) {
      long debits = sum(id, true, true) + sum(id, true, false);
      long credits = sum(id, false, true) + sum(id, false, false);
      return switch (ACCOUNTS.get(id)) {
        case NONE -> true;
        case DEBITS_WITHIN_CREDITS -> debits <= sum(id, false, false);
        case CREDITS_WITHIN_DEBITS -> credits <= sum(id, true, false);
      };
    }

    /** Whether it is done, or was; tried by doing it and looking. */
    boolean tries(Wish wish) {
      var before = find(wish.id());
      if (before.isPresent()) return same(before.get(), wish);
      if (wish.of().isPresent()) {
        var held = find(wish.of().get()).filter(w -> w.does() == Kind.PENDING);
        if (held.isEmpty() || resolution(held.get().id()).isPresent()) return false;
        if (wish.amount().orElse(1L) > held.get().amount().orElseThrow()) return false;
        done.add(wish);
        return true;
      }
      var debit = wish.debit().orElseThrow();
      var credit = wish.credit().orElseThrow();
      if (!ACCOUNTS.containsKey(debit) || !ACCOUNTS.containsKey(credit)) return false;
      if (debit.equals(credit) || debit.equals("e") || credit.equals("e")) return false;
      done.add(wish);
      if (within(debit) && within(credit)) return true;
      done.remove(done.size() - 1);
      return false;
    }

    private boolean same(Wish before, Wish wish) {
      if (before.does() != wish.does() || !before.of().equals(wish.of())) return false;
      long held = before.of().flatMap(this::find).flatMap(Wish::amount).orElse(0L);
      long was = before.amount().orElse(held);
      boolean amount = wish.amount().map(a -> a == was).orElse(true);
      return amount && before.debit().equals(wish.debit()) && before.credit().equals(wish.credit());
    }
  }

  private static String one(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  private static Wish wish(Random random) {
    var id = "t" + random.nextInt(40);
    var of = "t" + random.nextInt(40);
    long amount = 1 + random.nextInt(20);
    var debit = one(random, "a", "a", "b", "c", "nobody", "e");
    var credit = one(random, "a", "b", "b", "c", "c");
    var wish =
        switch (random.nextInt(6)) {
          case 0 -> Wish.voided(id, of);
          case 1 -> Wish.post(id, of, Optional.empty());
          case 2 -> Wish.post(id, of, Optional.of(amount));
          case 3 -> Wish.pending(id, debit, credit, amount);
          default -> Wish.direct(id, debit, credit, amount);
        };
    return random.nextInt(4) == 0 ? wish.chained() : wish;
  }

  /** The oracle's view of a batch: which wishes are so afterwards. */
  private static List<Boolean> judged(Oracle oracle, List<Wish> wishes) {
    var all = new ArrayList<Boolean>();
    for (int i = 0; i < wishes.size(); ) {
      int end = i;
      while (end < wishes.size() && wishes.get(end).chain()) end++;
      var before = List.copyOf(oracle.done());
      boolean good = end < wishes.size();
      int last = Math.min(end, wishes.size() - 1);
      for (int n = i; n <= last && good; n++) good = oracle.tries(wishes.get(n));
      if (!good) {
        oracle.done().clear();
        oracle.done().addAll(before);
      }
      for (int n = i; n <= last; n++) all.add(good);
      i = last + 1;
    }
    return all;
  }

  @Property(tries = 500)
  void a_batch_does_what_a_bookkeeper_would(@ForAll long seed) {
    var random = new Random(seed);
    var rows = new Rows();
    var oracle = new Oracle(new ArrayList<>());
    for (int batch = 0; batch < 8; batch++) {
      var wishes = new ArrayList<Wish>();
      for (int n = 1 + random.nextInt(12); n > 0; n--) wishes.add(wish(random));
      var outcome = Batch.decide(rows, wishes, NOW);
      rows.enter(outcome.lines());
      var said = outcome.verdicts().stream().map(Verdict::good).toList();
      assertEquals(judged(oracle, wishes), said, wishes + " " + outcome.verdicts());
      for (var account : rows.accounts.values()) agrees(oracle, account);
    }
    var open = rows.transfers.values().stream().filter(t -> t.state() == State.OPEN).count();
    var held = oracle.done().stream().filter(w -> w.does() == Kind.PENDING).toList();
    assertEquals(held.stream().filter(w -> oracle.resolution(w.id()).isEmpty()).count(), open);
  }

  private static void agrees(Oracle oracle, Account account) {
    var id = account.id();
    assertEquals(oracle.sum(id, true, false), account.debitsPosted(), id + " debits");
    assertEquals(oracle.sum(id, false, false), account.creditsPosted(), id + " credits");
    assertEquals(oracle.sum(id, true, true), account.debitsPending(), id + " debits pending");
    assertEquals(oracle.sum(id, false, true), account.creditsPending(), id + " credits pending");
    assertTrue(!account.exceeded(), account.toString());
  }
}
