package dev.mainstem.app;

import dev.mainstem.engine.Engine;
import dev.mainstem.engine.Verification.Findings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code verify}: folds the whole log again and compares every table with what it says; {@code
 * --rebuild} first makes all tables anew. Of a house that does not run; a running one is asked
 * {@code POST /house/verify}. Exits with 2 if anything differs.
 */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Proves the tables from the log, or makes them anew.")
final class VerifyCommand implements Callable<Integer> {
  @ParentCommand private Mainstem main;
  @Spec private CommandSpec spec;

  @Option(names = "--rebuild", description = "Make all tables anew from the log first.")
  private boolean rebuild;

  @Override
  public Integer call() throws Exception {
    var settings = main.settings();
    try (var directory = DataDir.claim(main.data())) {
      var house = new FullHouse(settings, directory.path());
      try (Engine engine = house.tables(rebuild)) {
        return print(engine.verification().run());
      }
    }
  }

  private int print(Findings found) {
    var out = out();
    for (var table : found.tables()) {
      out.printf(
          "%s  %-32s %,12d  %s%n",
          table.same() ? "ok  " : "DIFF", table.table(), table.rows(), table.digest());
    }
    for (var each : found.differences()) {
      out.printf("%s of %s: %s%n", each.table(), each.tenant(), each.key());
      out.printf("  stands there:  %s%n", each.found().isEmpty() ? "nothing" : each.found());
      out.printf("  the log says:  %s%n", each.expected().isEmpty() ? "nothing" : each.expected());
    }
    for (var each : found.broken()) {
      out.printf(
          "%s of %s: not true that %s: %s%n",
          each.system(), each.tenant(), each.invariant(), each.how());
    }
    for (var system : found.skipped()) out.printf("skipped: %s%n", system);
    out.println(found.sound() ? "The tables say what the log says." : "NOT SOUND");
    return found.sound() ? 0 : 2;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
