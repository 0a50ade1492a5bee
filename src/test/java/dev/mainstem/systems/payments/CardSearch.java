package dev.mainstem.systems.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Looks for card numbers in bytes of any kind: as digits, and as digits with a zero between. */
final class CardSearch {
  private static final int LENGTH = 16;

  private final Set<String> numbers;

  CardSearch(Set<String> numbers) {
    this.numbers = numbers;
  }

  void lookBelow(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.filter(Files::isRegularFile).toList()) lookIn(file);
    }
  }

  void lookIn(Path file) throws IOException {
    try (var bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
      look(file.toString(), bytes);
    }
  }

  void lookAt(String what, byte[] bytes) throws IOException {
    look(what, new ByteArrayInputStream(bytes));
  }

  private void look(String where, InputStream bytes) throws IOException {
    var found = new TreeSet<String>();
    var narrow = new StringBuilder();
    var wide = new StringBuilder();
    int before = -1;
    for (int b = bytes.read(); b >= 0; b = bytes.read()) {
      boolean digit = b >= '0' && b <= '9';
      if (digit) seen(narrow, b, found);
      else narrow.setLength(0);
      // UTF-16, in either order of bytes: digits and zeros in turn.
      if (digit ? before != 0 : b != 0 || before == 0) wide.setLength(0);
      if (digit) seen(wide, b, found);
      before = b;
    }
    assertEquals(Set.of(), found, where + " has card numbers");
  }

  private void seen(StringBuilder run, int digit, Set<String> found) {
    run.append((char) digit);
    if (run.length() > LENGTH) run.deleteCharAt(0);
    if (run.length() == LENGTH && numbers.contains(run.toString())) found.add(run.toString());
  }
}
