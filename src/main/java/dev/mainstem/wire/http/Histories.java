package dev.mainstem.wire.http;

import dev.mainstem.engine.Chronicle;
import dev.mainstem.engine.Chronicle.Found;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Subject;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Annals.Mention;
import dev.mainstem.store.AsOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /{system}/{id}/history}: every event that named a thing, the newest first. Every
 * system has it by naming subjects in its events; the id is the subject's.
 */
final class Histories {
  private static final Problem NO_HISTORY =
      Problem.notFound("no-history", "Nothing is known to have happened to this");
  private static final Problem BAD_CURSOR =
      Problem.invalid("bad-cursor", "This cursor was not given out by this list");

  private final Chronicle chronicle;
  private final Telling telling;

  Histories(Works works) {
    chronicle = works.engine().chronicle();
    telling = new Telling(works.codec());
  }

  /** Reads the log, so never on an event loop. */
  Page.Of<Map<String, Object>> of(Tenant tenant, Subject subject, Page page, Optional<AsOf> asOf) {
    var found = new ArrayList<Found>();
    var before = page.after().map(Histories::mention);
    boolean more = true;
    while (more && found.size() <= page.limit()) {
      var next = chronicle.about(tenant, subject, before, page.limit() + 1);
      more = next.size() > page.limit();
      if (!next.isEmpty()) before = Optional.of(mention(next.get(next.size() - 1)));
      next.stream().filter(each -> then(each, asOf)).forEach(found::add);
    }
    if (found.isEmpty() && page.after().isEmpty()) throw NO_HISTORY.of(subject);
    return shown(found, page.limit());
  }

  private Page.Of<Map<String, Object>> shown(List<Found> found, int limit) {
    boolean more = found.size() > limit;
    var items = found.subList(0, Math.min(limit, found.size()));
    var next = more ? Optional.of(cursor(items.get(limit - 1))) : Optional.<String>empty();
    return new Page.Of<>(
        items.stream().map(f -> telling.event(f.position(), f.frame(), f.index())).toList(), next);
  }

  private static boolean then(Found found, Optional<AsOf> asOf) {
    if (asOf.isEmpty()) return true;
    var last = asOf.get().position(found.position().journal());
    return last.isEmpty() || found.position().number() <= last.getAsLong();
  }

  private static Mention mention(Found found) {
    var at = found.position();
    return new Mention(found.frame().commitTime(), at.journal(), at.number());
  }

  private static String cursor(Found found) {
    return found.frame().commitTime() + "." + found.position();
  }

  private static Mention mention(String cursor) {
    try {
      int dot = cursor.indexOf('.');
      var at = dev.mainstem.kernel.Position.parse(cursor.substring(dot + 1));
      return new Mention(Long.parseLong(cursor.substring(0, dot)), at.journal(), at.number());
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw BAD_CURSOR.at("/after", cursor);
    }
  }
}
