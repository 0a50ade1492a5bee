package dev.mainstem.systems.payments.ledger;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A book with changes on top that can be taken back to a mark: for chains, and for applying many
 * lines while each account is written once. Owned by one thread.
 */
public final class Draft implements Book {
  private final Book below;
  private final Map<String, Account> accounts = new HashMap<>();
  private final Map<String, Transfer> transfers = new HashMap<>();
  private final Deque<Runnable> undo = new ArrayDeque<>();

  public Draft(Book below) {
    this.below = below;
  }

  @Override
  public Optional<Account> account(String id) {
    var changed = accounts.get(id);
    return changed == null ? below.account(id) : Optional.of(changed);
  }

  @Override
  public Optional<Transfer> transfer(String id) {
    var changed = transfers.get(id);
    return changed == null ? below.transfer(id) : Optional.of(changed);
  }

  /** Accounts that were changed, by id. */
  public Map<String, Account> accounts() {
    return accounts;
  }

  /** Transfers that were entered or changed, by id. */
  public Map<String, Transfer> transfers() {
    return transfers;
  }

  int mark() {
    return undo.size();
  }

  void backTo(int mark) {
    while (undo.size() > mark) undo.pop().run();
  }

  private void put(Account account) {
    undo(accounts, account.id(), accounts.put(account.id(), account));
  }

  private void put(Transfer transfer) {
    undo(transfers, transfer.id(), transfers.put(transfer.id(), transfer));
  }

  private <V> void undo(Map<String, V> map, String id, V before) {
    undo.push(
        () -> {
          if (before == null) map.remove(id);
          else map.put(id, before);
        });
  }

  /**
   * Enters a line that was decided.
   *
   * @throws ArithmeticException if a sum overflows
   */
  public void enter(Line line, Instant at) {
    var debit = account(line.debit()).orElseThrow();
    var credit = account(line.credit()).orElseThrow();
    switch (line.kind()) {
      case DIRECT -> both(debit.posted(true, line.amount()), credit.posted(false, line.amount()));
      case PENDING ->
          both(debit.pending(true, line.amount()), credit.pending(false, line.amount()));
      case POST -> {
        long free = resolved(line, Transfer.State.POSTED);
        both(
            debit.pending(true, -free).posted(true, line.amount()),
            credit.pending(false, -free).posted(false, line.amount()));
      }
      case VOID -> {
        long free = resolved(line, Transfer.State.VOIDED);
        both(debit.pending(true, -free), credit.pending(false, -free));
      }
    }
    put(line.entered(at));
  }

  private long resolved(Line line, Transfer.State state) {
    var pending = transfer(line.of().orElseThrow()).orElseThrow();
    put(pending.as(state));
    return pending.amount();
  }

  private void both(Account debit, Account credit) {
    put(debit);
    put(credit);
  }
}
