package dev.mainstem.kernel;

/**
 * A named reason to say no. Its name is API for ever; each wire maps its kind once.
 *
 * @param kind what sort of no it is
 * @param name kebab-case, unique in its system
 * @param title one sentence for people
 */
public record Problem(Kind kind, String name, String title) {
  /** The sorts of no, each with its HTTP status. */
  public enum Kind {
    INVALID(400),
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    NOT_ALLOWED(405),
    CONFLICT(409),
    GONE(410),
    STALE(412),
    TOO_LARGE(413),
    UNSUPPORTED(415),
    UNPROCESSABLE(422),
    TOO_MANY(429),
    BROKEN(500),
    NOT_IMPLEMENTED(501),
    BUSY(503),
    OUTCOME_UNKNOWN(504);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  public static Problem invalid(String name, String title) {
    return new Problem(Kind.INVALID, name, title);
  }

  public static Problem forbidden(String name, String title) {
    return new Problem(Kind.FORBIDDEN, name, title);
  }

  public static Problem notFound(String name, String title) {
    return new Problem(Kind.NOT_FOUND, name, title);
  }

  public static Problem conflict(String name, String title) {
    return new Problem(Kind.CONFLICT, name, title);
  }

  public static Problem gone(String name, String title) {
    return new Problem(Kind.GONE, name, title);
  }

  public static Problem unprocessable(String name, String title) {
    return new Problem(Kind.UNPROCESSABLE, name, title);
  }

  /** A refusal for this reason. */
  public Refusal refusal() {
    return new Refusal(this, "", "");
  }

  /** A refusal that says which thing, such as the slug that was taken. */
  public Refusal of(Object which) {
    return new Refusal(this, String.valueOf(which), "");
  }

  /**
   * A refusal that points at a field of the command, as an RFC 6901 pointer such as {@code /to}.
   */
  public Refusal at(String pointer, Object which) {
    return new Refusal(this, String.valueOf(which), pointer);
  }
}
