package dev.mainstem.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * Money in PostgreSQL, as somebody would write it who knows it well: statements are prepared once
 * for each connection, rows of one kind go in one statement, and a batch takes its accounts in
 * order so that nobody deadlocks.
 */
final class PostgresMoney implements AutoCloseable {
  private static final String SCHEMA =
      """
      CREATE TABLE intent (id text PRIMARY KEY, amount bigint NOT NULL, currency text NOT NULL,
        method text, status text NOT NULL, received bigint NOT NULL, charge text NOT NULL,
        created timestamptz NOT NULL DEFAULT now());
      CREATE TABLE attempt (id text PRIMARY KEY, intent text NOT NULL, amount bigint NOT NULL,
        currency text NOT NULL, card text NOT NULL, outcome text NOT NULL, fee bigint NOT NULL,
        network text NOT NULL, created timestamptz NOT NULL DEFAULT now());
      CREATE INDEX ON attempt (intent);
      CREATE TABLE line (id bigserial PRIMARY KEY, charge text NOT NULL, account text NOT NULL,
        amount bigint NOT NULL, created timestamptz NOT NULL DEFAULT now());
      CREATE INDEX ON line (account, id);
      CREATE TABLE asked (key text PRIMARY KEY, hash bytea NOT NULL, answer text NOT NULL,
        created timestamptz NOT NULL DEFAULT now());
      CREATE TABLE book (id bigint PRIMARY KEY, debits bigint NOT NULL, credits bigint NOT NULL);
      CREATE TABLE transfer (id text PRIMARY KEY, debit bigint NOT NULL, credit bigint NOT NULL,
        amount bigint NOT NULL, created timestamptz NOT NULL DEFAULT now());
      CREATE INDEX ON transfer (debit, id);
      CREATE INDEX ON transfer (credit, id);
      """;

  private static final String INTENT =
      "INSERT INTO intent VALUES (?, 2000, 'usd', 'pm_card_visa', 'succeeded', 2000, ?)";
  private static final String ATTEMPT =
      "INSERT INTO attempt VALUES (?, ?, 2000, 'usd', 'visa/4242', 'approved', 88, ?)";
  private static final String LINES =
      "INSERT INTO line (charge, account, amount) VALUES"
          + " (?, 'receivable', -2000), (?, 'pending', 2000), (?, 'pending', -88), (?, 'fees', 88)";
  private static final String ASKED = "INSERT INTO asked VALUES (?, ?, ?)";

  private static final String LOCK =
      "SELECT id FROM book WHERE id = ANY (?) ORDER BY id FOR UPDATE";
  private static final String TRANSFERS =
      "INSERT INTO transfer (id, debit, credit, amount)"
          + " SELECT * FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[])";
  private static final String BOOKS =
      "UPDATE book SET debits = debits + moved.d, credits = credits + moved.c FROM"
          + " (SELECT id, sum(d) AS d, sum(c) AS c FROM"
          + " (SELECT t.a AS id, t.m AS d, 0 AS c FROM unnest(?::bigint[], ?::bigint[]) AS t(a, m)"
          + " UNION ALL"
          + " SELECT t.a AS id, 0 AS d, t.m AS c FROM unnest(?::bigint[], ?::bigint[]) AS t(a, m))"
          + " AS each GROUP BY id) AS moved WHERE book.id = moved.id";

  private final PostgresPeer peer;

  private PostgresMoney(PostgresPeer peer) throws SQLException {
    this.peer = peer;
    try (var connection = peer.connection();
        var sql = connection.createStatement()) {
      sql.execute(SCHEMA);
    }
  }

  static PostgresMoney opened() {
    try {
      return new PostgresMoney(new PostgresPeer(1));
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("no PostgreSQL to compare with", e);
    }
  }

  /** Payments by this many clients, each one at a time; answers how many a second. */
  double pay(int clients, Duration time) throws InterruptedException, ExecutionException {
    return PostgresPeer.run(clients, time, this::payments);
  }

  private long payments(SplittableRandom random, long end) throws SQLException {
    var fresh = new SplittableRandom(random.nextLong() ^ System.nanoTime());
    var hash = new byte[32];
    long done = 0;
    try (var connection = peer.connection();
        var intent = connection.prepareStatement(INTENT);
        var attempt = connection.prepareStatement(ATTEMPT);
        var lines = connection.prepareStatement(LINES);
        var asked = connection.prepareStatement(ASKED)) {
      connection.setAutoCommit(false);
      for (; System.nanoTime() < end; done++) {
        var id = Long.toString(fresh.nextLong() >>> 1, 36);
        intent.setString(1, "pi_" + id);
        intent.setString(2, "ch_" + id);
        intent.executeUpdate();
        attempt.setString(1, "ch_" + id);
        attempt.setString(2, "pi_" + id);
        attempt.setString(3, "net_" + id);
        attempt.executeUpdate();
        for (int i = 1; i <= 4; i++) lines.setString(i, "ch_" + id);
        lines.executeUpdate();
        asked.setString(1, "key_" + id);
        asked.setBytes(2, hash);
        asked.setString(3, "pi_" + id);
        asked.executeUpdate();
        connection.commit();
      }
    }
    return done;
  }

  /** Empty books with so many accounts. */
  void open(int accounts) throws SQLException {
    try (var connection = peer.connection();
        var sql = connection.createStatement()) {
      sql.execute("TRUNCATE book, transfer");
      sql.execute("INSERT INTO book SELECT i, 0, 0 FROM generate_series(0, " + accounts + ") i");
      sql.execute("VACUUM ANALYZE book");
    }
  }

  /**
   * Batches of transfers by this many clients, each a transaction; answers how many transfers a
   * second.
   *
   * @param hot whether all money comes from one account
   */
  double post(int clients, Duration time, Books books)
      throws SQLException, InterruptedException, ExecutionException {
    open(books.accounts());
    return PostgresPeer.run(clients, time, (random, end) -> batches(random, end, books));
  }

  /**
   * What is moved.
   *
   * @param hot whether all of it comes from one account
   */
  record Books(int accounts, int batch, boolean hot) {}

  private long batches(SplittableRandom random, long end, Books books) throws SQLException {
    var fresh = new SplittableRandom(random.nextLong() ^ System.nanoTime());
    long done = 0;
    try (var connection = peer.connection()) {
      connection.setAutoCommit(false);
      for (; System.nanoTime() < end; done += books.batch()) batch(connection, fresh, books);
    }
    return done;
  }

  private static void batch(Connection connection, SplittableRandom random, Books books)
      throws SQLException {
    int size = books.batch();
    var ids = new String[size];
    var debits = new Long[size];
    var credits = new Long[size];
    var amounts = new Long[size];
    for (int i = 0; i < size; i++) {
      ids[i] = Long.toString(random.nextLong() >>> 1, 36);
      debits[i] = books.hot() ? 0 : (long) random.nextInt(1, books.accounts());
      credits[i] = (long) random.nextInt(1, books.accounts());
      amounts[i] = 1L;
    }
    var all = IntStream.range(0, 2 * size).mapToObj(i -> i < size ? debits[i] : credits[i - size]);
    try (var lock = connection.prepareStatement(LOCK);
        var transfers = connection.prepareStatement(TRANSFERS);
        var update = connection.prepareStatement(BOOKS)) {
      var moved = connection.createArrayOf("bigint", amounts);
      var from = connection.createArrayOf("bigint", debits);
      var to = connection.createArrayOf("bigint", credits);
      lock.setArray(1, connection.createArrayOf("bigint", all.distinct().toArray(Long[]::new)));
      lock.executeQuery().close();
      transfers.setArray(1, connection.createArrayOf("text", ids));
      transfers.setArray(2, from);
      transfers.setArray(3, to);
      transfers.setArray(4, moved);
      transfers.executeUpdate();
      update.setArray(1, from);
      update.setArray(2, moved);
      update.setArray(3, to);
      update.setArray(4, moved);
      update.executeUpdate();
    }
    connection.commit();
  }

  @Override
  public void close() {
    try {
      peer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
