package dev.mainstem.systems.notifications;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which topics somebody may read and write.
 *
 * @param who a key's name, or {@code *} for everybody, with a key or without
 * @param rules the one whose pattern is longest counts
 */
public record Access(String who, @Valid List<Rule> rules, Instant changedAt) {
  static final String EVERYBODY = "*";
  static final int MOST_RULES = 200;

  /** What may be done to a topic. */
  public enum Right {
    READ_WRITE(true, true),
    READ_ONLY(true, false),
    WRITE_ONLY(false, true),
    DENY(false, false);

    private final boolean read;
    private final boolean write;

    Right(boolean read, boolean write) {
      this.read = read;
      this.write = write;
    }

    boolean reads() {
      return read;
    }

    boolean writes() {
      return write;
    }
  }

  /**
   * @param pattern a topic; {@code *} stands for any letters
   */
  public record Rule(
      @Size(max = 64) @Pattern(regexp = "[-_A-Za-z0-9*]{1,64}") String pattern, Right right) {
    boolean holds(String topic) {
      return topic.matches(pattern.replace("*", "[-_A-Za-z0-9]*"));
    }

    /** Letters that are named: the more, the closer it fits. */
    int closeness() {
      return pattern.replace("*", "").length();
    }
  }

  Optional<Right> to(String topic) {
    return rules.stream()
        .filter(rule -> rule.holds(topic))
        .max(Comparator.comparingInt(Rule::closeness))
        .map(Rule::right);
  }
}
