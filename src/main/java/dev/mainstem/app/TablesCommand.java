package dev.mainstem.app;

import dev.mainstem.codec.Codec;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Still;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code tables dump}: prints every row of every table of a house that does not run, one JSON
 * object a line and a page at a time. What is personal is printed as the box it is kept in.
 */
@Command(
    name = "tables",
    mixinStandardHelpOptions = true,
    description = "Looks at the tables of a house that does not run.")
final class TablesCommand {
  @ParentCommand private Mainstem main;
  @Spec private CommandSpec spec;

  private final Codec codec = new Codec();

  @Command(
      name = "dump",
      mixinStandardHelpOptions = true,
      description = "Prints rows: of all systems and tables, or of those that are named.")
  int dump(
      @Option(names = "--system", description = "Only this system's.") Optional<String> system,
      @Option(names = "--table", description = "Only tables of this name.") Optional<String> table)
      throws Exception {
    try (var directory = DataDir.claim(main.data());
        var engine = new FullHouse(main.settings(), directory.path()).tables(false);
        var still = engine.store().still()) {
      for (var writer : engine.writers().values()) {
        var name = writer.system().name();
        if (system.orElse(name).equals(name)) dump(writer.system(), still, table);
      }
    }
    return 0;
  }

  private <S extends Tables> void dump(Subsystem<S> system, Still still, Optional<String> only) {
    var tenants = system.houseWide() ? List.of(Tenant.HOUSE) : still.tenants(system);
    for (var tenant : tenants) {
      still.read(
          system,
          tenant,
          known -> {
            for (var table : known.tables()) {
              if (only.orElse(table.name()).equals(table.name())) dump(system, tenant, table);
            }
            return null;
          });
    }
  }

  private <K, V> void dump(Subsystem<?> system, Tenant tenant, Table<K, V> table) {
    table.walk(Span.of(), row -> print(system.name(), tenant, table.name(), row));
  }

  private Void print(String system, Tenant tenant, String table, Row<?, ?> row) {
    var line = new LinkedHashMap<String, Object>();
    line.put("system", system);
    line.put("tenant", tenant.name());
    line.put("table", table);
    line.put("key", row.key());
    line.put("revision", row.revision());
    line.put("row", codec.tree(codec.toCbor(row.value())));
    out().println(new String(codec.toJson(line), StandardCharsets.UTF_8));
    return null;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
