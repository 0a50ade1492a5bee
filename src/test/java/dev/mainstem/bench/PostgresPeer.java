package dev.mainstem.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * A PostgreSQL as it comes, synchronous_commit on, doing the same transfers: two conditional
 * updates in one transaction, rows locked in order so that nobody deadlocks. And the same short
 * links: a row with a unique slug, one insert a transaction.
 */
final class PostgresPeer implements AutoCloseable {
  private static final String PAY = "UPDATE account SET cents = cents + ? WHERE id = ?";

  private static final String TAKE =
      "UPDATE stock SET left_over = left_over - 1 WHERE sku = ? AND left_over >= 1";
  private static final String GIVE = "UPDATE stock SET left_over = left_over + 1 WHERE sku = ?";
  private static final String SHORTEN = "INSERT INTO link (slug, target) VALUES (?, ?)";

  private final EmbeddedPostgres server;
  private final int accounts;

  PostgresPeer(int accounts) throws IOException, SQLException {
    this.accounts = accounts;
    // Embedded, it comes with both off, as suits tests that keep nothing.
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("max_connections", "100")
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
    try (var connection = server.getPostgresDatabase().getConnection();
        var sql = connection.createStatement()) {
      isOn(sql, "fsync");
      isOn(sql, "synchronous_commit");
      sql.execute("CREATE TABLE account (id bigint PRIMARY KEY, cents bigint NOT NULL)");
      sql.execute(
          "INSERT INTO account SELECT i, 1000000000 FROM generate_series(0, " + accounts + ") i");
      sql.execute("VACUUM ANALYZE account");
      sql.execute(
          "CREATE TABLE link (id bigserial PRIMARY KEY, slug text NOT NULL UNIQUE,"
              + " target text NOT NULL, created timestamptz NOT NULL DEFAULT now())");
    }
  }

  private static void isOn(Statement sql, String setting) throws SQLException {
    try (var shown = sql.executeQuery("SHOW " + setting)) {
      if (shown.next() && shown.getString(1).equals("on")) return;
      throw new IllegalStateException(setting + " is not on: nothing it answers is on the disk");
    }
  }

  /** Transfers by this many clients, each one at a time; answers how many a second. */
  double run(int clients, Duration time) throws InterruptedException, ExecutionException {
    return run(clients, time, this::transfers);
  }

  /** Units held and let go of by this many clients; answers how many a second. */
  double hold(int clients, Duration time, int rows)
      throws SQLException, InterruptedException, ExecutionException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var sql = connection.createStatement()) {
      sql.execute("DROP TABLE IF EXISTS stock");
      sql.execute("CREATE TABLE stock (sku int PRIMARY KEY, left_over bigint NOT NULL)");
      sql.execute("INSERT INTO stock SELECT i, 1000000 FROM generate_series(0, " + rows + ") i");
    }
    return run(clients, time, (random, end) -> holds(random, end, rows));
  }

  private long holds(SplittableRandom random, long end, int rows) throws SQLException {
    long done = 0;
    try (var connection = server.getPostgresDatabase().getConnection();
        var take = connection.prepareStatement(TAKE);
        var give = connection.prepareStatement(GIVE)) {
      for (; System.nanoTime() < end; done++) {
        int sku = random.nextInt(rows);
        take.setInt(1, sku);
        if (take.executeUpdate() != 1) throw new IllegalStateException("sold out");
        give.setInt(1, sku);
        give.executeUpdate();
      }
    }
    return done;
  }

  /** Links made by this many clients, each one at a time; answers how many a second. */
  double shorten(int clients, Duration time) throws InterruptedException, ExecutionException {
    return run(clients, time, this::links);
  }

  /** What one client does until the end; answers how often. */
  interface Deed {
    long until(SplittableRandom random, long end) throws SQLException;
  }

  Connection connection() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  static double run(int clients, Duration time, Deed deed)
      throws InterruptedException, ExecutionException {
    var pool = Executors.newFixedThreadPool(clients);
    try {
      long end = System.nanoTime() + time.toNanos();
      var work = new ArrayList<Callable<Long>>();
      for (int i = 0; i < clients; i++) {
        int seed = i;
        work.add(() -> deed.until(new SplittableRandom(seed), end));
      }
      long done = 0;
      for (var each : pool.invokeAll(work)) done += each.get();
      return done / (time.toNanos() / 1e9);
    } finally {
      pool.shutdown();
    }
  }

  private long transfers(SplittableRandom random, long end) throws SQLException {
    long done = 0;
    try (var connection = server.getPostgresDatabase().getConnection()) {
      connection.setAutoCommit(false);
      for (; System.nanoTime() < end; done++) {
        transfer(connection, random.nextInt(accounts), random.nextInt(accounts));
      }
    }
    return done;
  }

  /** The slug is drawn so wide that none is drawn twice. */
  private long links(SplittableRandom random, long end) throws SQLException {
    var fresh = new SplittableRandom(random.nextLong() ^ System.nanoTime());
    long done = 0;
    try (var connection = server.getPostgresDatabase().getConnection()) {
      connection.setAutoCommit(false);
      for (; System.nanoTime() < end; done++) {
        try (var insert = connection.prepareStatement(SHORTEN)) {
          insert.setString(1, Long.toString(fresh.nextLong() >>> 1, 36));
          insert.setString(2, "https://a.example/" + done);
          insert.executeUpdate();
        }
        connection.commit();
      }
    }
    return done;
  }

  private static void transfer(Connection connection, int from, int to) throws SQLException {
    try (var pay = connection.prepareStatement(PAY)) {
      pay.setLong(1, from < to ? -1 : 1);
      pay.setLong(2, Math.min(from, to));
      pay.executeUpdate();
      pay.setLong(1, from < to ? 1 : -1);
      pay.setLong(2, Math.max(from, to));
      pay.executeUpdate();
    }
    connection.commit();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
