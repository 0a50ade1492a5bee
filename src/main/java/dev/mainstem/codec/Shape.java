package dev.mainstem.codec;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a record looks like when written, in words that stay the same as long as its bytes do.
 *
 * @param components one line each, {@code name: type}, in order
 */
public record Shape(List<String> components) {
  static Shape of(RecordForm form) {
    return new Shape(
        form.parts().stream().map(part -> part.name() + ": " + part.form().describe()).toList());
  }

  static String inline(RecordForm form) {
    return form.parts().stream()
        .map(part -> part.name() + ": " + part.form().describe())
        .collect(Collectors.joining(", "));
  }

  /** One line per component. */
  public String describe() {
    return String.join("\n", components) + "\n";
  }
}
