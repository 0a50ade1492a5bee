package dev.mainstem.app;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.Causes;
import dev.mainstem.engine.Causes.Node;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Subject;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.Frame;
import dev.mainstem.log.LogReader;
import dev.mainstem.log.RealDisk;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code why main-123} or {@code why links/spring-sale}: prints the story of an event or the
 * stories of a thing as trees, from the log alone: also beside a living house, and of one that does
 * not start. It reads the whole log once.
 */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description = "Tells what led to an event, and what followed from it.")
final class WhyCommand implements Callable<Integer> {
  private static final int WIDEST = 160;

  @ParentCommand private Mainstem main;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "WHAT", description = "A position (main-123) or a thing (links/sale).")
  private String what;

  @Option(
      names = "--tenant",
      defaultValue = "local",
      description = "Whose thing it is (default: local).")
  private String tenant;

  private final Codec codec = new Codec();
  private final Map<Position, List<Position>> followed = new HashMap<>();
  private final List<Position> mentions = new ArrayList<>();

  @Override
  public Integer call() {
    var log = main.data().resolve("log");
    if (!Files.isDirectory(log)) {
      throw new CannotStart("There is no log in " + main.data().toAbsolutePath() + ".");
    }
    var reader = new LogReader(new RealDisk(), log);
    var event = position(reader);
    read(reader, event.isPresent() ? null : subject());
    event.ifPresent(mentions::add);
    var source = new Scanned(reader);
    var roots = new LinkedHashMap<Position, Causes>();
    for (var mention : mentions) {
      var owner = source.frame(mention).map(Frame::tenant);
      if (owner.isEmpty()) continue;
      var causes = new Causes(source, owner.get());
      causes.root(mention).ifPresent(root -> roots.putIfAbsent(root.position(), causes));
    }
    if (roots.isEmpty()) throw new CannotStart("Nothing is known to have happened to " + what);
    roots.forEach((root, causes) -> print(causes.tree(causes.root(root).orElseThrow()), ""));
    return 0;
  }

  private Optional<Position> position(LogReader reader) {
    try {
      var position = Position.parse(what);
      return Optional.of(position).filter(p -> reader.journals().contains(p.journal()));
    } catch (IllegalArgumentException aThing) {
      return Optional.empty();
    }
  }

  private Subject subject() {
    int slash = what.indexOf('/');
    if (slash < 1) throw new CannotStart("'" + what + "' is neither main-123 nor links/some-id.");
    return new Subject(what.substring(0, slash), what.substring(slash + 1));
  }

  /** Notes what followed from what and, if a subject is given, where it is mentioned. */
  private void read(LogReader reader, Subject subject) {
    var owner = new Tenant(tenant);
    for (var journal : reader.journals()) {
      try (var tail = reader.tail(journal, 0)) {
        for (var frame = tail.next(); frame != null; frame = tail.next()) {
          var at = new Position(journal, frame.first());
          frame.because().ifPresent(b -> followed.computeIfAbsent(b, p -> list()).add(at));
          if (subject == null || !frame.hasSubjects() || !frame.tenant().equals(owner)) continue;
          boolean named =
              frame.entries().stream().anyMatch(entry -> entry.subjects().contains(subject));
          if (named) mentions.add(at);
        }
      }
    }
  }

  private static List<Position> list() {
    return new ArrayList<>(1);
  }

  /** The log, with the links found on the way through. */
  private final class Scanned implements Causes.Source {
    private final LogReader reader;

    Scanned(LogReader reader) {
      this.reader = reader;
    }

    @Override
    public Optional<Frame> frame(Position at) {
      if (!reader.journals().contains(at.journal()) || at.number() < 1) return Optional.empty();
      try (var tail = reader.tail(at.journal(), at.number() - 1)) {
        return Optional.ofNullable(tail.next()).filter(frame -> frame.first() <= at.number());
      }
    }

    @Override
    public List<Position> followed(String journal, Frame frame) {
      var all = new ArrayList<Position>();
      for (long number = frame.first(); number <= frame.last(); number++) {
        all.addAll(followed.getOrDefault(new Position(journal, number), List.of()));
      }
      return all;
    }
  }

  private void print(Node node, String indent) {
    var frame = node.decided().frame();
    var asked = frame.command().isEmpty() ? "" : ": " + frame.command();
    out()
        .printf(
            "%s%s  %s  %s%s%n",
            indent,
            node.decided().position(),
            frame.moment().time(),
            frame.moment().caller().name(),
            asked);
    for (var entry : frame.entries()) {
      var payload = new String(codec.toJson(codec.tree(entry.payload())), StandardCharsets.UTF_8);
      var line = indent + "  " + entry.name() + " " + payload;
      out().println(line.length() > WIDEST ? line.substring(0, WIDEST - 1) + "…" : line);
    }
    for (var next : node.followed()) print(next, indent + "    ");
    if (!node.whole()) out().println(indent + "    … and more");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
