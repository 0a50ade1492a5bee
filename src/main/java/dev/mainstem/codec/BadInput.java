package dev.mainstem.codec;

import java.util.List;

/**
 * What a client sent cannot be understood, field by field. An answer, so it costs no stack trace.
 */
public final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Field> fields;

  /**
   * One thing that is wrong.
   *
   * @param pointer RFC 6901, empty for the whole body
   * @param problem kebab-case code, such as {@code unknown} or {@code too-long}
   * @param detail one sentence for people
   */
  public record Field(String pointer, String problem, String detail) {}

  BadInput(List<Field> fields) {
    super(String.valueOf(fields), null, false, false);
    this.fields = List.copyOf(fields);
  }

  public List<Field> fields() {
    return fields;
  }
}
