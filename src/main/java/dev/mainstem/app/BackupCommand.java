package dev.mainstem.app;

import dev.mainstem.engine.Backup;
import dev.mainstem.engine.Engine;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code backup}: copies a house that does not run; a running one is asked {@code POST
 * /house/backup}.
 */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = "Copies a house that does not run; a running one makes its own copies.")
final class BackupCommand implements Callable<Integer> {
  @ParentCommand private Mainstem main;
  @Spec private CommandSpec spec;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "Where the backup is written; must be absent or empty.")
  private Path to;

  @Override
  public Integer call() throws Exception {
    var settings = main.settings();
    if (!Files.isDirectory(main.data().resolve("log"))) {
      throw new CannotStart("There is no log in " + main.data().toAbsolutePath() + ".");
    }
    try (var directory = claim()) {
      var house = new FullHouse(settings, directory.path());
      try (Engine engine = house.tables(false)) {
        var made = engine.backup(new Backup.Wish(to, 0)).run();
        spec.commandLine().getOut().printf("%s holds %s%n", to, made.positions());
        return 0;
      } catch (Backup.Refused | UncheckedIOException no) {
        throw new CannotStart("No backup was made. " + no.getMessage());
      }
    }
  }

  private DataDir claim() {
    try {
      return DataDir.claim(main.data());
    } catch (CannotStart held) {
      var door = new Doors(main.data()).address(Catalogue.HTTP.name());
      if (door.isEmpty()) throw held;
      throw new CannotStart(
          held.getMessage()
              + "\nA running house makes its own: curl -X POST "
              + door.get()
              + "/house/backup -d '{\"to\":\"NAME\"}'");
    }
  }
}
