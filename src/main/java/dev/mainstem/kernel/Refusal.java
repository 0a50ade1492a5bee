package dev.mainstem.kernel;

import java.util.Optional;

/**
 * Carries a {@link Problem} out of a rule or a read. A refusal is an answer: it is thrown where it
 * is seen, costs no stack trace, and is caught by the writer and the doors only.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final String pointer;

  Refusal(Problem problem, String detail, String pointer) {
    super(detail, null, false, false);
    this.problem = problem;
    this.pointer = pointer;
  }

  public Problem problem() {
    return problem;
  }

  /** Which thing it is about, or empty text. */
  public String detail() {
    return getMessage();
  }

  /** The field it is about, as an RFC 6901 pointer into the command. */
  public Optional<String> pointer() {
    return pointer.isEmpty() ? Optional.empty() : Optional.of(pointer);
  }

  @Override
  public String toString() {
    return problem.name() + (detail().isEmpty() ? "" : ": " + detail());
  }
}
