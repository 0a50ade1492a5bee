package dev.mainstem.engine;

import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Problem.Kind;
import dev.mainstem.store.Horizon;
import java.util.Set;

/** The ways any system may say no, whatever was asked. */
public final class HouseProblem {
  /** Stands for the system in these problems' names. */
  public static final String HOUSE = "house";

  public static final Problem BUSY =
      new Problem(Kind.BUSY, "busy", "Too much is asked of this system at once; ask again later");
  public static final Problem BROKEN =
      new Problem(Kind.BROKEN, "broken", "This request met a bug; nothing was changed");
  public static final Problem SYSTEM_STOPPED =
      new Problem(Kind.BUSY, "system-stopped", "This system has stopped; see /health/ready");
  public static final Problem READ_ONLY =
      new Problem(Kind.BUSY, "read-only", "Nothing can be written now; see /health/ready");
  public static final Problem DISK_LOW =
      new Problem(Kind.BUSY, "disk-low", "The disk is almost full; nothing is written");
  public static final Problem OUTCOME_UNKNOWN =
      new Problem(Kind.OUTCOME_UNKNOWN, "outcome-unknown", "It is not known whether this was done");
  public static final Problem ID_REUSED =
      new Problem(
          Kind.UNPROCESSABLE, "id-reused", "This Idempotency-Key was used to ask something else");
  public static final Problem STALE =
      new Problem(Kind.STALE, "stale", "It has changed since the version you named");
  public static final Problem TOO_LARGE =
      new Problem(Kind.TOO_LARGE, "too-large", "What this would write is larger than allowed");
  public static final Problem POSITION_UNKNOWN =
      Problem.gone("position-unknown", "This position is not in the journal");
  public static final Problem AS_OF_TOO_OLD = Horizon.TOO_OLD;
  public static final Problem NOT_ENTERED =
      new Problem(
          Kind.BUSY, "not-entered", "What happened lately is still being entered; ask again later");
  public static final Problem VIEW_BEHIND =
      new Problem(Kind.BUSY, "view-behind", "What this is read from is behind; ask again later");
  public static final Problem CLOSING =
      new Problem(Kind.BUSY, "closing", "The house is closing down");

  public static final Problem AWAY =
      new Problem(Kind.BUSY, "away", "The node that has the log is away; ask again later");
  public static final Problem MESSAGE_TOO_LARGE =
      new Problem(
          Kind.TOO_LARGE, "message-too-large", "This is larger than what goes from node to node");
  public static final Problem NOT_UNDERSTOOD =
      new Problem(
          Kind.NOT_IMPLEMENTED,
          "not-understood",
          "The other node does not understand this; all must run the same version");
  public static final Problem NOT_HERE =
      new Problem(
          Kind.NOT_IMPLEMENTED,
          "not-here",
          "Ask the node that has the log; this is a further door");

  private static final Set<Problem> ALL =
      Set.of(
          BUSY,
          BROKEN,
          SYSTEM_STOPPED,
          READ_ONLY,
          DISK_LOW,
          OUTCOME_UNKNOWN,
          ID_REUSED,
          STALE,
          TOO_LARGE,
          POSITION_UNKNOWN,
          AS_OF_TOO_OLD,
          NOT_ENTERED,
          VIEW_BEHIND,
          CLOSING,
          AWAY,
          MESSAGE_TOO_LARGE,
          NOT_UNDERSTOOD,
          NOT_HERE);

  private HouseProblem() {}

  /** Whether this is the house's way to say no, whoever said it. */
  public static boolean owns(Problem problem) {
    return ALL.contains(problem);
  }
}
