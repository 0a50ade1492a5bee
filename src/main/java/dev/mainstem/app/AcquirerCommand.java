package dev.mainstem.app;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code mainstem acquirer}: the simulated acquirer in a process of its own, for payments of
 * another process to call. It moves no money.
 */
@Command(
    name = "acquirer",
    mixinStandardHelpOptions = true,
    description = "Runs a simulated acquirer for payments: it moves no money.")
final class AcquirerCommand implements Callable<Integer> {
  @ParentCommand private Mainstem main;
  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      defaultValue = "12112",
      description = "Loopback port (default: 12112); 0 takes any free one.")
  private int port;

  /** What it has done stands in the file {@code acquirer.jsonl} of the data directory. */
  @Override
  public Integer call() throws InterruptedException {
    var file = main.data().toAbsolutePath().resolve("acquirer.jsonl");
    int taken = PaymentsFitting.simulator(file, port);
    var out = spec.commandLine().getOut();
    out.println("simulated acquirer on http://127.0.0.1:" + taken);
    out.println("ready");
    out.flush();
    new CountDownLatch(1).await();
    return 0;
  }
}
