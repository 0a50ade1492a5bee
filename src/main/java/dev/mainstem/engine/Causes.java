package dev.mainstem.engine;

import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What led to an event, and what followed from it: the tree of decisions that began with one asked
 * from outside. Only one tenant's frames are seen; a story that crosses to another ends there.
 */
public final class Causes {
  /** Most decisions of one story that are told. */
  public static final int MOST = 1_000;

  private final Source source;
  private final Tenant tenant;
  private int left = MOST;

  /** Where frames, and links between them, are found. */
  public interface Source {
    /** The frame this event is in. */
    Optional<Frame> frame(Position at);

    /** First positions of the frames that followed from a frame's events, in log order. */
    List<Position> followed(String journal, Frame frame);
  }

  /** One decision. */
  public record Decided(String journal, Frame frame) {
    public Position position() {
      return new Position(journal, frame.first());
    }
  }

  /**
   * A decision and what followed from it.
   *
   * @param whole false if more followed than is told
   */
  public record Node(Decided decided, List<Node> followed, boolean whole) {}

  public Causes(Source source, Tenant tenant) {
    this.source = source;
    this.tenant = tenant;
  }

  private Optional<Decided> decided(Position at) {
    return source
        .frame(at)
        .filter(frame -> frame.tenant().equals(tenant))
        .map(frame -> new Decided(at.journal(), frame));
  }

  /** The decision the story of this event began with. */
  public Optional<Decided> root(Position event) {
    var at = decided(event);
    for (int steps = 0; at.isPresent() && steps < MOST; steps++) {
      var before = at.get().frame().because().flatMap(this::decided);
      if (before.isEmpty()) return at;
      at = before;
    }
    return at;
  }

  /** All that followed, depth first, while there is room. */
  public Node tree(Decided root) {
    left--;
    var followed = new ArrayList<Node>();
    boolean whole = true;
    for (var position : source.followed(root.journal(), root.frame())) {
      if (left <= 0) {
        whole = false;
        break;
      }
      decided(position).ifPresent(next -> followed.add(tree(next)));
    }
    return new Node(root, followed, whole);
  }
}
