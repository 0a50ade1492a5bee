package dev.mainstem.app;

import dev.mainstem.engine.Engine;
import dev.mainstem.engine.Manifest;
import dev.mainstem.engine.Restore;
import dev.mainstem.engine.Restore.Moment;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.RealDisk;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code restore}: makes a data directory from a backup, opens it once so that its tables are
 * folded, and says where it stands.
 */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = "Makes a data directory (--data) from a backup.")
final class RestoreCommand implements Callable<Integer> {
  @ParentCommand private Mainstem main;
  @Spec private CommandSpec spec;

  @Option(names = "--from", required = true, paramLabel = "BACKUP", description = "A backup.")
  private Path from;

  @Option(
      names = "--to",
      paramLabel = "MOMENT",
      description = "Only up to a position, such as main-1234, or a time (default: all of it).")
  private String to;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      description = "Take only this tenant back to the moment; all others stay at the end.")
  private String tenant;

  @Option(
      names = "--forgotten",
      paramLabel = "FILE",
      description =
          "A forget-list, such as that of the lost house. Those in backups beside are applied too.")
  private List<Path> forgotten = List.of();

  @Override
  public Integer call() throws Exception {
    var settings = main.settings();
    var data = main.data().toAbsolutePath().normalize();
    if (tenant != null && to == null) throw new CannotStart("--tenant needs --to: back to when?");
    empty(data);
    var whose = Optional.ofNullable(tenant).map(Tenant::new);
    var wish =
        new Restore.Wish(
            from.toAbsolutePath().normalize(),
            data,
            Optional.ofNullable(to).map(this::moment),
            whose,
            forgotten);
    var systems = new FullHouse(settings, data).systems();
    try {
      var made = new Restore(new RealDisk(), systems, wish).run();
      return open(settings, data, made);
    } catch (Manifest.NotWhole | java.io.UncheckedIOException e) {
      throw new CannotStart(e.getMessage());
    }
  }

  /** Nothing is ever overwritten. */
  private static void empty(Path data) throws IOException {
    if (!Files.exists(data)) return;
    boolean empty = false;
    if (Files.isDirectory(data)) {
      try (var files = Files.list(data)) {
        empty = files.findAny().isEmpty();
      }
    }
    if (!empty) {
      throw new CannotStart(
          data + " is not empty. Restore into an absent or empty directory (--data).");
    }
  }

  private Moment moment(String text) {
    try {
      return new Moment.At(Position.parse(text));
    } catch (IllegalArgumentException perhapsATime) {
      return then(text);
    }
  }

  private static Moment then(String text) {
    try {
      return new Moment.Then(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new CannotStart(
          "--to must be a position such as main-1234 or a time such as 2026-11-24T10:00:00Z, not '"
              + text
              + "'.");
    }
  }

  private int open(Settings settings, Path data, Restore.Made made) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (var directory = DataDir.claim(data);
        Engine engine = new FullHouse(settings, directory.path()).tables(false)) {
      out.printf("restored into %s%n", data);
      engine
          .journals()
          .forEach(
              (name, journal) ->
                  out.printf(
                      "%s ends at %d, tables stand at %d%n",
                      name, journal.last(), engine.store().visible(name)));
      if (tenant != null) {
        out.printf("%d events of %s were taken back to %s%n", made.emptied(), tenant, made.cut());
      }
    }
    out.println("Effects without an outcome will stand as dead letters: GET /house/dead-letters.");
    return 0;
  }
}
