package dev.mainstem.systems.payments.ledger;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A book with changes on top, of which those of a chain can be taken back: for deciding, and for
 * applying many lines while each account is written once. Owned by one thread.
 */
public final class Draft implements Book {
  private final Book below;
  private final Map<String, Entry> accounts = new HashMap<>();
  private final Map<String, Transfer> transfers = new LinkedHashMap<>();
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private boolean chained;

  /** An account as it stands below, and here. */
  private static final class Entry {
    private final Account below;
    private Account here;

    Entry(Account below) {
      this.below = below;
      this.here = below;
    }
  }

  public Draft(Book below) {
    this.below = below;
  }

  @Override
  public Optional<Account> account(String id) {
    return Optional.ofNullable(entry(id)).map(entry -> entry.here);
  }

  /** Looked up once, however many lines there are of it; null if there is none. */
  private Entry entry(String id) {
    var known = accounts.get(id);
    if (known != null) return known;
    var there = below.account(id);
    if (there.isEmpty()) return null;
    var entry = new Entry(there.get());
    accounts.put(id, entry);
    return entry;
  }

  @Override
  public Optional<Transfer> transfer(String id) {
    var changed = transfers.get(id);
    return changed == null ? below.transfer(id) : Optional.of(changed);
  }

  /** Shows the accounts that were changed. */
  public void accounts(Consumer<Account> each) {
    for (var entry : accounts.values()) if (entry.here != entry.below) each.accept(entry.here);
  }

  /** Transfers that were entered or changed, by id, in that order. */
  public Map<String, Transfer> transfers() {
    return transfers;
  }

  /** From here to {@link #end} all changes can be taken back. */
  void begin() {
    chained = true;
  }

  void end() {
    chained = false;
    undo.clear();
  }

  void takeBack() {
    while (!undo.isEmpty()) undo.pop().run();
  }

  private void put(Entry entry, Account account) {
    var before = entry.here;
    entry.here = account;
    if (chained) undo.push(() -> entry.here = before);
  }

  private void put(Transfer transfer) {
    var id = transfer.id();
    var before = transfers.put(id, transfer);
    if (!chained) return;
    undo.push(
        () -> {
          if (before == null) transfers.remove(id);
          else transfers.put(id, before);
        });
  }

  /** What a line makes of its accounts, and of the transfer that it posts or voids, if it does. */
  static final class Step {
    private final Entry from;
    private final Entry to;
    private final Transfer resolved;
    private Account debit;
    private Account credit;

    private Step(Entry from, Entry to, Transfer resolved) {
      this.from = from;
      this.to = to;
      this.resolved = resolved;
      this.debit = from.here;
      this.credit = to.here;
    }

    private Step pending(long amount) {
      debit = debit.pending(true, amount);
      credit = credit.pending(false, amount);
      return this;
    }

    private Step posted(long amount) {
      debit = debit.posted(true, amount);
      credit = credit.posted(false, amount);
      return this;
    }

    /** Whether both are within their limits; also throws if a sum overflows. */
    boolean within() {
      return debit.within() && credit.within();
    }
  }

  /**
   * What a line would do.
   *
   * @throws ArithmeticException if a sum overflows
   */
  Step step(Line line) {
    return switch (line.kind()) {
      case DIRECT -> of(line, null).posted(line.amount());
      case PENDING -> of(line, null).pending(line.amount());
      case POST -> {
        var pending = pending(line);
        var step = of(line, pending.as(Transfer.State.POSTED));
        yield step.pending(-pending.amount()).posted(line.amount());
      }
      case VOID -> {
        var pending = pending(line);
        yield of(line, pending.as(Transfer.State.VOIDED)).pending(-pending.amount());
      }
    };
  }

  private Step of(Line line, Transfer resolved) {
    var debit = Objects.requireNonNull(entry(line.debit()), line.debit());
    var credit = Objects.requireNonNull(entry(line.credit()), line.credit());
    return new Step(debit, credit, resolved);
  }

  private Transfer pending(Line line) {
    return transfer(line.of().orElseThrow()).orElseThrow();
  }

  void take(Step step, Line line, Instant at) {
    put(step.from, step.debit);
    put(step.to, step.credit);
    if (step.resolved != null) put(step.resolved);
    put(line.entered(at));
  }

  /** Enters a line that was decided. */
  public void enter(Line line, Instant at) {
    take(step(line), line, at);
  }
}
