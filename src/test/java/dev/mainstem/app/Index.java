package dev.mainstem.app;

import dev.mainstem.engine.delivery.AddressGuard;
import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.engine.keys.Strongboxes;
import dev.mainstem.kernel.Subsystem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every system of the house, for tests that hold for all of them. */
public final class Index {
  private Index() {}

  public static List<Subsystem<?>> systems() {
    return new Systems(
            Settings.from(new Sources(Optional.empty(), Map.of(), List.of())),
            new Systems.Ground(
                door -> "http://127.0.0.1:8090",
                purpose -> new byte[32],
                new SecureRandom(),
                Outgoing.closed(new AddressGuard(List.of(), InetAddress::getAllByName)),
                new Systems.Keys(new Forgetful(), name -> Strongboxes.none())))
        .all();
  }

  /** Types a command line; answers what it complains of. */
  public static String complaint(String... words) {
    var err = new StringWriter();
    int code = Mainstem.commandLine().setErr(new PrintWriter(err, true)).execute(words);
    return code == 0 ? "" : err.toString();
  }

  /** Types a command line; answers the exit code. */
  public static int typed(String... words) {
    return Mainstem.commandLine().execute(words);
  }
}
