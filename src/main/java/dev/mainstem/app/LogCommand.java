package dev.mainstem.app;

import dev.mainstem.codec.Codec;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.log.Frame;
import dev.mainstem.log.LogReader;
import dev.mainstem.log.RealDisk;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code log tail|cat|verify}: reads the log from outside, also beside a living house: no lock is
 * taken, nothing is written, and only what is proved to be on disk is shown. One JSON object a
 * line.
 */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    description = "Reads the log, also beside a living house.")
final class LogCommand {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  @ParentCommand private Mainstem main;
  @Spec private CommandSpec spec;

  private final Codec codec = new Codec();

  @Command(
      name = "cat",
      mixinStandardHelpOptions = true,
      description = "Prints events, from the first or from after a position.")
  int cat(
      @Option(names = "--journal", defaultValue = JournalSpec.MAIN) String journal,
      @Option(names = "--after", defaultValue = "0", description = "Position number.") long after,
      @Option(names = "--limit", description = "At most so many events.") Long limit,
      @Option(names = "--all", description = "Every journal, one after the other.") boolean all) {
    long left = limit == null ? Long.MAX_VALUE : limit;
    if (all) {
      for (var each : reader().journals()) left -= cat(each, after, left);
    } else {
      cat(known(journal), after, left);
    }
    return 0;
  }

  private long cat(String journal, long after, long most) {
    long left = most;
    try (var tail = reader().tail(journal, after)) {
      for (var frame = tail.next(); frame != null && left > 0; frame = tail.next()) {
        left -= print(journal, frame, after, left);
      }
    }
    return most - left;
  }

  @Command(
      name = "tail",
      mixinStandardHelpOptions = true,
      description = "Prints events as they come, until it is interrupted.")
  int tail(@Option(names = "--journal", defaultValue = JournalSpec.MAIN) String journal) {
    var reader = reader();
    long after = reader.verify(known(journal)).proved();
    try (var tail = reader.tail(journal, after)) {
      while (!Thread.currentThread().isInterrupted() && !out().checkError()) {
        var frame = tail.next();
        if (frame == null) LockSupport.parkNanos(LOOK_NANOS);
        else print(journal, frame, after, Long.MAX_VALUE);
      }
    }
    return 0;
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Reads every frame of every journal and says whether all are whole.")
  int verify() {
    int code = 0;
    var reader = reader();
    for (var journal : reader.journals()) {
      var found = reader.verify(journal);
      out()
          .printf(
              "%s: %,d frames, last event %d, proved on disk up to %d%n",
              journal, found.frames(), found.last(), found.proved());
      if (found.damage().isPresent()) {
        out().println("  DAMAGED: " + found.damage().get().why());
        code = 2;
      }
    }
    return code;
  }

  private LogReader reader() {
    return new LogReader(new RealDisk(), directory());
  }

  private String known(String journal) {
    var journals = reader().journals();
    if (journals.contains(journal)) return journal;
    throw new CannotStart("There is no journal '" + journal + "'; there are " + journals + ".");
  }

  private Path directory() {
    var log = main.data().resolve("log");
    if (Files.isDirectory(log)) return log;
    throw new CannotStart("There is no log in " + main.data().toAbsolutePath() + ".");
  }

  /** Prints the frame's events after the position; answers how many. */
  private long print(String journal, Frame frame, long after, long most) {
    long printed = 0;
    var at = frame.moment();
    for (int i = 0; i < frame.count() && printed < most; i++) {
      if (frame.first() + i <= after) continue;
      var entry = frame.entries().get(i);
      var line = new LinkedHashMap<String, Object>();
      line.put("position", journal + "-" + (frame.first() + i));
      line.put("time", at.time());
      line.put("tenant", at.tenant().name());
      line.put("name", entry.name());
      line.put("caller", at.caller().name());
      line.put("id", at.id());
      line.put("correlation", at.cause().correlation());
      var subjects = new ArrayList<String>();
      for (var subject : entry.subjects()) subjects.add(subject.toString());
      line.put("subjects", subjects);
      line.put("payload", codec.tree(entry.payload()));
      out().println(new String(codec.toJson(line), StandardCharsets.UTF_8));
      printed++;
    }
    return printed;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
