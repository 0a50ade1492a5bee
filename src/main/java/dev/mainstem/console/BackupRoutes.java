package dev.mainstem.console;

import dev.mainstem.engine.Backup;
import dev.mainstem.engine.Backup.Phase;
import dev.mainstem.engine.Engine;
import dev.mainstem.kernel.Problem;
import dev.mainstem.wire.http.HouseRoute;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /house/backup}: copies the house while it runs, into a directory of its own below the one
 * that the operator has set aside; see {@link LongWork} for who may ask, and how. Whoever asks over
 * HTTP says no more than a name there: nothing else on the disk is written.
 */
public final class BackupRoutes implements LongWork.Kind {
  private static final Problem RUNNING =
      Problem.conflict("backing-up", "A backup is being made already");
  private static final Problem OUTSIDE =
      Problem.invalid("outside", "A backup may only be written below backup.directory");
  private static final Problem NOT_THERE =
      Problem.unprocessable("no-backup-there", "A backup cannot be made there");
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss").withZone(ZoneOffset.UTC);
  private static final Logger LOG = LoggerFactory.getLogger(BackupRoutes.class);

  private final Engine engine;
  private final Bounds bounds;
  private final LongWork work;
  private Backup latest;
  private volatile String failure = "";

  /**
   * What an operator allows.
   *
   * @param directory below which backups may be written
   * @param bytesPerSecond most that is copied in a second; 0 for no bound
   */
  public record Bounds(Path directory, long bytesPerSecond) {}

  /** What may be asked; the name is absent for one made of the time. */
  private record Wish(Optional<String> to) {}

  public BackupRoutes(Engine engine, Bounds bounds) {
    this.engine = engine;
    this.bounds =
        new Bounds(bounds.directory().toAbsolutePath().normalize(), bounds.bytesPerSecond());
    this.work = new LongWork(engine, "/house/backup", RUNNING, this);
  }

  public List<HouseRoute> routes() {
    return work.routes();
  }

  /** Ends what runs, and waits for it: the tables are about to be closed. */
  public void close() throws InterruptedException {
    work.close();
  }

  @Override
  public LongWork.Piece begin(Buffer body) {
    var wish =
        body.length() == 0
            ? new Wish(Optional.empty())
            : engine.codec().fromJson(Wish.class, body.getBytes());
    var to = within(wish.to().orElseGet(() -> NAME.format(engine.now())));
    var backup = checked(engine.backup(new Backup.Wish(to, bounds.bytesPerSecond())));
    latest = backup;
    failure = "";
    return new LongWork.Piece() {
      @Override
      public void run() {
        make(backup);
      }

      @Override
      public void cancel() {
        backup.cancel();
      }
    };
  }

  /** Neither dots nor links lead out. */
  private Path within(String wanted) {
    try {
      var to = bounds.directory().resolve(wanted).normalize();
      if (!to.startsWith(bounds.directory()) || to.equals(bounds.directory())) {
        throw OUTSIDE.at("/to", wanted);
      }
      Files.createDirectories(bounds.directory());
      var there = to.getParent();
      while (!Files.exists(there)) there = there.getParent();
      if (!there.toRealPath().startsWith(bounds.directory().toRealPath())) {
        throw OUTSIDE.at("/to", wanted);
      }
      return to;
    } catch (InvalidPathException e) {
      throw OUTSIDE.at("/to", wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Backup checked(Backup backup) {
    try {
      return backup.check();
    } catch (Backup.Refused no) {
      throw NOT_THERE.at("/to", no.getMessage());
    }
  }

  private void make(Backup backup) {
    try {
      var made = backup.run();
      LOG.info("backup {} holds {}", backup.to(), made.positions());
    } catch (RuntimeException | Error failed) {
      failure = String.valueOf(failed.getMessage());
      LOG.warn("no backup was made at {}: {}", backup.to(), failure);
    }
  }

  @Override
  public Map<String, Object> told() {
    var told = new LinkedHashMap<String, Object>();
    if (latest == null) {
      told.put("state", "never");
      return told;
    }
    var progress = latest.progress();
    told.put("state", state(progress.phase()));
    told.put("to", latest.to().toString());
    told.put("bytes", progress.bytes());
    told.put("of", progress.of());
    if (!progress.positions().isEmpty()) told.put("position", progress.positions());
    if (!failure.isEmpty()) told.put("reason", failure);
    return told;
  }

  private static String state(Phase phase) {
    return phase == Phase.READY ? "copying" : phase.name().toLowerCase(Locale.ROOT);
  }
}
