package dev.mainstem.systems.payments.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides a batch of wishes, in order, each on what those before it have come to. A chain is a run
 * of wishes each linked to the next: all of it is done, or nothing. Pure; owned by one thread.
 */
public final class Batch {
  private final Draft draft;
  private final Instant now;
  private final List<Line> lines = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();

  private Batch(Book book, Instant now) {
    this.draft = new Draft(book);
    this.now = now;
  }

  /**
   * What a batch comes to.
   *
   * @param lines what happens, in order
   * @param verdicts one for each wish
   */
  public record Outcome(List<Line> lines, List<Verdict> verdicts) {}

  public static Outcome decide(Book book, List<Wish> wishes, Instant now) {
    var batch = new Batch(book, now);
    for (int i = 0; i < wishes.size(); ) i = batch.chain(wishes, i);
    return new Outcome(batch.lines, batch.verdicts);
  }

  /** Decides from here to the end of the chain; answers where the next one begins. */
  private int chain(List<Wish> wishes, int from) {
    int to = from;
    while (to < wishes.size() && wishes.get(to).chain()) to++;
    boolean open = to == wishes.size();
    int last = open ? to - 1 : to;
    int entered = lines.size();
    int before = verdicts.size();
    int failed = -1;
    // One by itself that is refused has changed nothing.
    if (open || last > from) draft.begin();
    for (int i = from; i <= last; i++) {
      var verdict = failed >= 0 ? Verdict.LINKED_FAILED : one(wishes.get(i));
      if (failed < 0 && open && i == last) verdict = Verdict.CHAIN_OPEN;
      verdicts.add(verdict);
      if (!verdict.good() && failed < 0) failed = i;
    }
    if (failed >= 0) {
      draft.takeBack();
      lines.subList(entered, lines.size()).clear();
      for (int i = from; i < failed; i++) {
        verdicts.set(before + i - from, Verdict.LINKED_FAILED);
      }
    }
    draft.end();
    return last + 1;
  }

  private Verdict one(Wish wish) {
    var before = draft.transfer(wish.id());
    if (before.isPresent()) return same(wish, before.get());
    var line =
        switch (wish.does()) {
          case DIRECT, PENDING -> fresh(wish);
          case POST, VOID -> over(wish);
        };
    if (line.verdict() != Verdict.DONE) return line.verdict();
    return enter(line.line());
  }

  /** A wish that can be written as a line, or why not. */
  private record Attempt(Verdict verdict, Line line) {
    static Attempt no(Verdict verdict) {
      return new Attempt(verdict, null);
    }
  }

  private Verdict enter(Line line) {
    try {
      var step = draft.step(line);
      boolean adds = line.kind() == Transfer.Kind.DIRECT || line.kind() == Transfer.Kind.PENDING;
      if (!step.within() && adds) return Verdict.EXCEEDS_LIMIT;
      draft.take(step, line, now);
      lines.add(line);
      return Verdict.DONE;
    } catch (ArithmeticException overflow) {
      return Verdict.OVERFLOW;
    }
  }

  private Attempt fresh(Wish wish) {
    if (wish.debit().isEmpty() || wish.credit().isEmpty() || wish.of().isPresent()) {
      return Attempt.no(Verdict.MALFORMED);
    }
    if (wish.timeoutS().isPresent() && wish.does() != Transfer.Kind.PENDING) {
      return Attempt.no(Verdict.MALFORMED);
    }
    var debit = draft.account(wish.debit().get());
    if (debit.isEmpty()) return Attempt.no(Verdict.NO_DEBIT_ACCOUNT);
    var credit = draft.account(wish.credit().get());
    if (credit.isEmpty()) return Attempt.no(Verdict.NO_CREDIT_ACCOUNT);
    if (debit.get().id().equals(credit.get().id())) return Attempt.no(Verdict.SAME_ACCOUNT);
    if (!debit.get().currency().equals(credit.get().currency())) {
      return Attempt.no(Verdict.CURRENCIES_DIFFER);
    }
    if (wish.amount().isEmpty()) return Attempt.no(Verdict.AMOUNT_ZERO);
    return new Attempt(Verdict.DONE, line(wish, debit.get(), credit.get()));
  }

  private Line line(Wish wish, Account debit, Account credit) {
    return new Line(
        wish.id(),
        debit.id(),
        credit.id(),
        wish.amount().get(),
        debit.currency(),
        wish.does(),
        Optional.empty(),
        wish.timeoutS().map(now::plusSeconds),
        wish.about());
  }

  private Attempt over(Wish wish) {
    boolean bare = wish.debit().isEmpty() && wish.credit().isEmpty() && wish.timeoutS().isEmpty();
    if (!bare || wish.of().isEmpty()) return Attempt.no(Verdict.MALFORMED);
    var pending = draft.transfer(wish.of().get());
    if (pending.isEmpty()) return Attempt.no(Verdict.NO_SUCH_PENDING);
    if (pending.get().state() != Transfer.State.OPEN) return Attempt.no(Verdict.NOT_PENDING);
    boolean late = pending.get().expiresAt().map(at -> !now.isBefore(at)).orElse(false);
    if (late && wish.does() == Transfer.Kind.POST) return Attempt.no(Verdict.NOT_PENDING);
    long amount = wish.amount().orElse(pending.get().amount());
    if (amount > pending.get().amount()) return Attempt.no(Verdict.EXCEEDS_PENDING);
    return new Attempt(Verdict.DONE, over(wish, pending.get(), amount));
  }

  private static Line over(Wish wish, Transfer pending, long amount) {
    return new Line(
        wish.id(),
        pending.debit(),
        pending.credit(),
        amount,
        pending.currency(),
        wish.does(),
        wish.of(),
        Optional.empty(),
        wish.about().or(pending::about));
  }

  private static Verdict same(Wish wish, Transfer before) {
    boolean same =
        wish.does() == before.kind()
            && wish.debit().map(before.debit()::equals).orElse(true)
            && wish.credit().map(before.credit()::equals).orElse(true)
            && wish.amount().map(a -> a == before.amount()).orElse(before.of().isPresent())
            && wish.of().equals(before.of());
    return same ? Verdict.EXISTS : Verdict.EXISTS_DIFFERENT;
  }
}
