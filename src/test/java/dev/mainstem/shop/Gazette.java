package dev.mainstem.shop;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Reactions;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;

/** Prints what others do, and imports none of them; one line of it moves the printer's money. */
final class Gazette extends Subsystem<Gazette.Known> {
  private final String names;

  /**
   * @param names of the events it prints
   */
  Gazette(String names) {
    super("gazette", Ask.class, Happened.class, Known::new);
    this.names = names;
  }

  @Override
  public void reactions(Reactions<Known> when) {
    when.any(
        "print",
        names,
        (known, e) ->
            new Print(
                e.position().number(), e.name(), e.by() + " " + e.fields(), e.subjects() + ""));
    when.on("pay the printer", Printed.class, (known, e) -> new Wallet.Fund("printer", 1));
  }

  record Column(String name, String text, String about) {}

  static final class Known extends Tables {
    final Table<Long, Column> columns = table("column", Long.class, Column.class);
  }

  sealed interface Ask<R> extends Command<Known, R> {}

  record Print(long number, String name, String text, String about) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      return Decision.happened(new Printed(number, name, text, about));
    }
  }

  sealed interface Happened extends Event<Known> {}

  record Printed(long number, String name, String text, String about) implements Happened {
    @Override
    public void applyTo(Known known, Moment at) {
      known.columns.put(number, new Column(name, text, about));
    }
  }
}
