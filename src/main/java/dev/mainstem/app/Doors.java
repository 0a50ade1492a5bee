package dev.mainstem.app;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The file {@code doors.json}, which tells scripts and tests where the doors are. It is absent
 * until every door is bound and then appears whole, by rename: who sees it may connect.
 */
final class Doors {
  private final Path file;

  Doors(Path directory) {
    this.file = directory.resolve("doors.json");
  }

  /** Removes what an earlier run wrote: its ports may be anyone's by now. */
  void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new CannotStart("The file " + file + " of an earlier run cannot be removed: " + e);
    }
  }

  void publish(Map<String, DoorState> doors) {
    var entries = new LinkedHashMap<String, Object>();
    doors.forEach((name, state) -> entries.put(name, entry(state)));
    var written = file.resolveSibling("doors.json.new");
    try {
      var json = JsonMapper.builder().build().writerWithDefaultPrettyPrinter();
      Files.writeString(written, json.writeValueAsString(entries) + "\n");
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CannotStart("The file " + file + " cannot be written: " + e);
    }
  }

  /** Where a running house has a door open; empty if none is told. */
  Optional<String> address(String door) {
    try {
      if (!Files.exists(file)) return Optional.empty();
      var told = JsonMapper.builder().build().readTree(Files.readString(file)).path(door);
      return told.isTextual() ? Optional.of(told.asText()) : Optional.empty();
    } catch (IOException beingWritten) {
      return Optional.empty();
    }
  }

  private static Object entry(DoorState state) {
    if (state instanceof DoorState.Down down) return Map.of("down", down.reason());
    return ((DoorState.Open) state).address();
  }
}
