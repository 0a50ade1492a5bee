package dev.mainstem.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The main class: what can be typed after {@code java -jar mainstem.jar}. */
@Command(
    name = "mainstem",
    description = "The back-end systems every product needs, on one event log.",
    mixinStandardHelpOptions = true,
    subcommands = {
      LogCommand.class,
      TablesCommand.class,
      WhyCommand.class,
      VerifyCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      DoctorCommand.class,
      AcquirerCommand.class
    },
    versionProvider = Mainstem.Version.class,
    usageHelpAutoWidth = true)
public final class Mainstem implements Callable<Integer> {
  private static final Path CONF = Path.of("conf", "mainstem.yaml");

  private static final String DEMO =
      "Fills an empty house with what a system may look like when it is used: links.";

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "mainstem-data",
      scope = ScopeType.INHERIT,
      description = "Where everything is kept (default: ./mainstem-data).")
  private Path data;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Settings (default: conf/mainstem.yaml, if it is there).")
  private Path conf;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      scope = ScopeType.INHERIT,
      description = "One setting; wins over the environment and the file. Repeat at will.")
  private List<String> sets = List.of();

  @Option(names = "--demo", paramLabel = "SYSTEM", description = DEMO)
  private List<String> demos = List.of();

  Path data() {
    return data;
  }

  public static void main(String[] args) {
    int code = commandLine().execute(args);
    if (code != 0) System.exit(code);
  }

  /** The command line with all its commands, as main and the tests use it. */
  static CommandLine commandLine() {
    return new CommandLine(new Mainstem())
        .setExecutionExceptionHandler(
            (e, line, parsed) -> {
              if (!(e instanceof CannotStart)) throw e;
              line.getErr().println(e.getMessage());
              return 1;
            });
  }

  /** Without a command, it serves. */
  @Override
  public Integer call() throws InterruptedException {
    return serve(demos);
  }

  @Command(
      name = "serve",
      mixinStandardHelpOptions = true,
      description = "Runs the house (this is the default).")
  int serve(@Option(names = "--demo", paramLabel = "SYSTEM", description = DEMO) List<String> demos)
      throws InterruptedException {
    var settings = settings();
    if (settings.of(Catalogue.LOG_JSON)) Messages.asJson();
    var directory = DataDir.claim(data);
    var shown = demos == null ? this.demos : demos;
    boolean further = new Clustering(settings).further();
    if (further && !shown.isEmpty()) {
      throw new CannotStart("--demo is shown by the node that has the log.");
    }
    var house =
        further ? new FurtherHouse(settings) : new FullHouse(settings, directory.path(), shown);
    var life = new Lifecycle(directory, house, System.out);
    var ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  life.closeWithin(Lifecycle.LIMIT);
                  ended.countDown();
                },
                "shutdown"));
    life.open();
    ended.await();
    return 0;
  }

  @Command(name = "version", description = "Prints the version.")
  int version() {
    spec.commandLine().printVersionHelp(spec.commandLine().getOut());
    return 0;
  }

  Settings settings() {
    return Settings.from(new Sources(file(), System.getenv(), sets));
  }

  private Optional<Path> file() {
    if (conf != null) return Optional.of(conf);
    return Files.exists(CONF) ? Optional.of(CONF) : Optional.empty();
  }

  /** What the manifest of the jar says, and what it runs on. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      var built = Optional.ofNullable(Mainstem.class.getPackage().getImplementationVersion());
      var version = "mainstem " + built.orElse("unpacked") + ", Java " + Runtime.version();
      return new String[] {version};
    }
  }
}
