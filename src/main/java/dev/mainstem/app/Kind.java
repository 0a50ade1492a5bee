package dev.mainstem.app;

import dev.mainstem.engine.delivery.AddressRange;
import java.util.List;
import java.util.Optional;

/** What sort of value a setting takes: how its text is read, and how to say what is allowed. */
sealed interface Kind<T> {
  Class<T> type();

  /** The value, or nothing if this text is not allowed. */
  Optional<T> read(String text);

  /** What is allowed, to follow "must be". */
  String allowed();

  /** Any text that is not blank. */
  record Text() implements Kind<String> {
    @Override
    public Class<String> type() {
      return String.class;
    }

    @Override
    public Optional<String> read(String text) {
      return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    @Override
    public String allowed() {
      return "a text that is not blank";
    }
  }

  /** Only {@code true} and {@code false}: a yes or an on would be guessing. */
  record Flag() implements Kind<Boolean> {
    @Override
    public Class<Boolean> type() {
      return Boolean.class;
    }

    @Override
    public Optional<Boolean> read(String text) {
      return switch (text) {
        case "true" -> Optional.of(true);
        case "false" -> Optional.of(false);
        default -> Optional.empty();
      };
    }

    @Override
    public String allowed() {
      return "true or false";
    }
  }

  /** One of a few words. */
  record Word(List<String> words) implements Kind<String> {
    @Override
    public Class<String> type() {
      return String.class;
    }

    @Override
    public Optional<String> read(String text) {
      return words.contains(text) ? Optional.of(text) : Optional.empty();
    }

    @Override
    public String allowed() {
      return "one of " + String.join(", ", words);
    }
  }

  /** A whole number within bounds, both included. */
  record Whole(int min, int max) implements Kind<Integer> {
    @Override
    public Class<Integer> type() {
      return Integer.class;
    }

    @Override
    public Optional<Integer> read(String text) {
      if (!text.matches("-?[0-9]{1,10}")) return Optional.empty();
      long number = Long.parseLong(text);
      return number < min || number > max ? Optional.empty() : Optional.of((int) number);
    }

    @Override
    public String allowed() {
      return "a whole number from " + min + " to " + max;
    }
  }

  /** Ranges of addresses, kept as they are written. */
  record Ranges() implements Kind<String> {
    @Override
    public Class<String> type() {
      return String.class;
    }

    @Override
    public Optional<String> read(String text) {
      try {
        if (!text.equals(Catalogue.NONE)) AddressRange.listed(text);
        return Optional.of(text);
      } catch (IllegalArgumentException wrong) {
        return Optional.empty();
      }
    }

    @Override
    public String allowed() {
      return "none, or ranges of addresses by commas, such as 10.1.0.0/16, 192.168.7.9";
    }
  }
}
