package dev.mainstem.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code doctor}: looks at a data directory and this machine, writes nothing, and says in one line
 * each what is well, what is not, and what to do. Exits with 2 if the house would not run.
 */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Looks whether a house would run here, and what to do if not.")
final class DoctorCommand implements Callable<Integer> {
  @ParentCommand private Mainstem main;
  @Spec private CommandSpec spec;

  @Option(names = "--full", description = "Read every frame of the log, not only the newest.")
  private boolean full;

  @Override
  public Integer call() {
    var data = main.data().toAbsolutePath().normalize();
    var findings = new Checkup(main.settings(), data).all(full);
    boolean fails = false;
    for (var each : findings) {
      spec.commandLine().getOut().printf("%-4s  %-9s %s%n", each.how(), each.what(), each.says());
      fails |= each.how() == Checkup.How.FAIL;
    }
    return fails ? 2 : 0;
  }
}
