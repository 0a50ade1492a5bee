package dev.mainstem.engine;

import dev.mainstem.kernel.Projection;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.kernel.View;
import dev.mainstem.log.Frame;
import dev.mainstem.log.Journal;
import dev.mainstem.log.Tail;
import dev.mainstem.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One view: a projection for each tenant, fed from the view's journal as far as tables show it.
 * Saved as {@code position-version} with a folder for each tenant, whole or not at all. Owned by
 * the viewing thread; pictures may be read by any.
 */
final class Projecting<P> {
  private static final int TURN = 512;
  private static final String UNFINISHED = ".new";

  private final Of of;
  private final View<P> view;
  private final Journal journal;
  private final Path directory;
  private final Map<String, Projection<P>> projections = new HashMap<>();
  private final Map<String, P> pictures = new ConcurrentHashMap<>();
  private Tail tail;
  private Frame held;
  private volatile long saved;
  private volatile long heard;
  private volatile String stopped = "";

  /** Whose view it is. */
  record Of(String system, EventCodec<?> codec) {}

  Projecting(Of of, View<P> view, Journal journal, Path directory) {
    this.of = of;
    this.view = view;
    this.journal = journal;
    this.directory = directory.resolve(of.system()).resolve(view.name());
    try {
      load();
    } catch (IOException | RuntimeException unusable) {
      startOver();
      Views.LOG.warn("view {} is made anew: {}", name(), unusable.toString());
    }
    tail = journal.tail(Math.max(heard, journal.firstKept() - 1));
  }

  String name() {
    return of.system() + "/" + view.name();
  }

  String journal() {
    return journal.spec().name();
  }

  /** Up to which position it has heard its journal. Any thread. */
  long heard() {
    return heard;
  }

  /** Why nothing more is heard, or empty text. Any thread. */
  String stopped() {
    return stopped;
  }

  /** What it looks like to a tenant. Any thread. */
  P picture(Tenant tenant) {
    var picture = pictures.get(tenant.name());
    return picture == null ? view.make().picture() : picture;
  }

  private void startOver() {
    projections.clear();
    pictures.clear();
    heard = 0;
    saved = 0;
  }

  private void load() throws IOException {
    for (var found : saves()) {
      var name = found.getFileName().toString();
      boolean usable = name.endsWith("-" + view.version());
      long position = usable ? Long.parseLong(name.substring(0, name.indexOf('-'))) : 0;
      // A power loss may have taken events it rests on, and others stand there now.
      if (!usable || position > journal.last()) Trees.remove(found);
      else load(found, position);
    }
  }

  private void load(Path found, long position) throws IOException {
    try (var tenants = Files.list(found)) {
      for (var each : tenants.toList()) {
        var projection = view.make();
        projection.load(each);
        var tenant = each.getFileName().toString().substring(1);
        projections.put(tenant, projection);
        pictures.put(tenant, projection.picture());
      }
    }
    heard = position;
    saved = position;
  }

  private List<Path> saves() throws IOException {
    if (!Files.isDirectory(directory)) return List.of();
    try (var files = Files.list(directory)) {
      var all = new ArrayList<>(files.toList());
      all.sort(null);
      for (var file : List.copyOf(all)) {
        if (!file.toString().endsWith(UNFINISHED)) continue;
        Trees.remove(file);
        all.remove(file);
      }
      return all;
    }
  }

  /** Hears a bounded number of frames; whether there may be more at once. */
  boolean step(Store store) {
    if (!stopped.isEmpty()) return false;
    var touched = new HashSet<String>();
    int frames = 0;
    long last = heard;
    try {
      for (; frames < TURN; frames++) {
        if (held == null) held = tail.next();
        if (held == null || held.last() > store.visible(journal())) break;
        hear(held, touched);
        last = held.last();
        held = null;
      }
      for (var tenant : touched) pictures.put(tenant, projections.get(tenant).picture());
      heard = last;
    } catch (RuntimeException | Error bug) {
      stopped = bug.toString();
      Views.LOG.error("view {} hears nothing more", name(), bug);
    }
    return frames == TURN;
  }

  private void hear(Frame frame, Set<String> touched) {
    if (!frame.system().equals(of.system()) || frame.last() <= heard) return;
    var at = frame.moment();
    for (var entry : frame.entries()) {
      if (entry.name().startsWith(Settled.HOUSE)) continue;
      var tenant = at.tenant().name();
      touched.add(tenant);
      projections.computeIfAbsent(tenant, name -> view.make()).hear(of.codec().event(entry), at);
    }
  }

  /** Up to where what it heard is saved. Any thread. */
  long saved() {
    return saved;
  }

  /** How much would have to be heard again if the house ended now. */
  long unsaved() {
    return heard - saved;
  }

  /**
   * Saves what was heard; the journal is forced first, or a power loss could take what it tells.
   */
  void save() throws IOException {
    if (unsaved() == 0 || !stopped.isEmpty()) return;
    journal.force();
    var before = saves();
    var name = heard + "-" + view.version();
    var unfinished = directory.resolve(name + UNFINISHED);
    for (var each : projections.entrySet()) {
      // A tenant's name may be empty, and a folder's may not.
      each.getValue().save(Files.createDirectories(unfinished.resolve("t" + each.getKey())));
    }
    Trees.force(Files.createDirectories(unfinished));
    Files.move(unfinished, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    Trees.forceName(directory);
    saved = heard;
    for (var each : before) Trees.remove(each);
  }

  void close() {
    tail.close();
  }
}
