package dev.mainstem.systems.payments.ledger;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;

/**
 * A transfer that is asked for.
 *
 * @param id the asker's own; asked again with the same content, it is there already
 * @param debit the account it goes out of; absent for a post or void
 * @param credit the account it goes into; absent for a post or void
 * @param amount in minor units; absent for a void, and for a post of all that was set aside
 * @param linked whether it stands or falls with the next one
 * @param of the pending transfer to post or void
 * @param timeoutS seconds after which a pending one is void by itself
 * @param about what it is for
 */
public record Wish(
    @Pattern(regexp = ID) String id,
    Optional<@Size(min = 1, max = 80) String> debit,
    Optional<@Size(min = 1, max = 80) String> credit,
    Optional<@Min(1) @Max(Currency.MOST) Long> amount,
    Optional<Boolean> linked,
    Optional<Transfer.Kind> kind,
    Optional<@Pattern(regexp = ID) String> of,
    Optional<@Min(1) @Max(31_536_000) Integer> timeoutS,
    Optional<@Size(max = 120) String> about) {
  /** What ids of accounts and transfers are made of. */
  public static final String ID = "[A-Za-z0-9][A-Za-z0-9_.:/-]{0,79}";

  /** A transfer for good. */
  public static Wish direct(String id, String debit, String credit, long amount) {
    return new Wish(
        id,
        Optional.of(debit),
        Optional.of(credit),
        Optional.of(amount),
        Optional.empty(),
        Optional.of(Transfer.Kind.DIRECT),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Money set aside. */
  public static Wish pending(String id, String debit, String credit, long amount) {
    return direct(id, debit, credit, amount).as(Transfer.Kind.PENDING);
  }

  private Wish as(Transfer.Kind kind) {
    return new Wish(id, debit, credit, amount, linked, Optional.of(kind), of, timeoutS, about);
  }

  /** Posts what was set aside, or a part of it. */
  public static Wish post(String id, String of, Optional<Long> amount) {
    return over(id, of, amount, Transfer.Kind.POST);
  }

  /** Frees what was set aside. */
  public static Wish voided(String id, String of) {
    return over(id, of, Optional.empty(), Transfer.Kind.VOID);
  }

  private static Wish over(String id, String of, Optional<Long> amount, Transfer.Kind kind) {
    return new Wish(
        id,
        Optional.empty(),
        Optional.empty(),
        amount,
        Optional.empty(),
        Optional.of(kind),
        Optional.of(of),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, linked to the next. */
  public Wish chained() {
    return new Wish(id, debit, credit, amount, Optional.of(true), kind, of, timeoutS, about);
  }

  /** The same, saying what it is for. */
  public Wish about(String what) {
    return new Wish(id, debit, credit, amount, linked, kind, of, timeoutS, Optional.of(what));
  }

  /** The same, void by itself after so many seconds. */
  public Wish until(int seconds) {
    return new Wish(id, debit, credit, amount, linked, kind, of, Optional.of(seconds), about);
  }

  boolean chain() {
    return linked.orElse(false);
  }

  Transfer.Kind does() {
    return kind.orElse(Transfer.Kind.DIRECT);
  }
}
