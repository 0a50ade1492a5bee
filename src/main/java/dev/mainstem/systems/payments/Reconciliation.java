package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.acquirer.Operation.Kind;
import dev.mainstem.systems.payments.ledger.Transfer;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The acquirer's settlement file held against our books, line by line, both ways.
 *
 * @param matched lines that stand in both with the same amount and fee
 * @param differing lines whose amount, currency or fee differs
 * @param onlyTheirs lines that our books do not have
 * @param onlyOurs references that their file does not have
 */
record Reconciliation(
    int matched, List<Line> differing, List<Line> onlyTheirs, List<String> onlyOurs) {
  private static final int MOST_TOLD = 1_000;

  /** A line of a settlement file. */
  record Line(
      @Size(max = 40) String reference,
      Kind kind,
      @Size(max = 40) String original,
      long amount,
      @Size(max = 3) String currency,
      long fee) {}

  /**
   * A file that is to be held against the books.
   *
   * @param from which of ours should be in it
   */
  record File(Optional<Instant> from, Optional<Instant> to, @Size(max = 50_000) List<Line> lines) {}

  static Reconciliation of(PaymentTables known, File file) {
    int matched = 0;
    var differing = new ArrayList<Line>();
    var onlyTheirs = new ArrayList<Line>();
    var seen = new HashSet<String>();
    for (var line : file.lines()) {
      seen.add(line.reference());
      var taken = known.transfers.find(entry(line.kind(), line.reference(), line.original()));
      if (taken.isEmpty()) onlyTheirs.add(line);
      else if (same(known, line, taken.get())) matched++;
      else differing.add(line);
    }
    var onlyOurs = new ArrayList<String>();
    known.attempts.walk(
        Span.of(),
        row -> {
          var attempt = row.value();
          boolean missing = settles(attempt, file) && !seen.contains(row.key());
          if (missing && onlyOurs.size() < MOST_TOLD) onlyOurs.add(row.key());
          return null;
        });
    return new Reconciliation(matched, most(differing), most(onlyTheirs), onlyOurs);
  }

  private static List<Line> most(List<Line> lines) {
    return lines.subList(0, Math.min(lines.size(), MOST_TOLD));
  }

  private static String entry(Kind kind, String reference, String original) {
    return kind == Kind.REFUND ? reference + "/give" : original + "/take";
  }

  private static boolean same(PaymentTables known, Line line, Transfer taken) {
    long fee = known.transfers.find(line.original() + "/fee").map(Transfer::amount).orElse(0L);
    boolean sameFee = line.kind() == Kind.REFUND || fee == line.fee();
    boolean sameMoney = taken.amount() == line.amount() && taken.currency().equals(line.currency());
    return sameMoney && sameFee;
  }

  private static boolean settles(Attempt attempt, File file) {
    var operation = attempt.operation();
    boolean moves =
        operation.kind() == Kind.SALE
            || operation.kind() == Kind.CAPTURE
            || operation.kind() == Kind.REFUND;
    boolean done = attempt.outcome().filter(outcome -> outcome.approved()).isPresent();
    var at = operation.startedAt();
    boolean late = file.from().map(at::isBefore).orElse(false);
    boolean early = file.to().map(to -> !at.isBefore(to)).orElse(false);
    return moves && done && !late && !early;
  }
}
