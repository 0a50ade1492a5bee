package dev.mainstem.app;

import static dev.mainstem.app.Setting.flag;
import static dev.mainstem.app.Setting.text;
import static dev.mainstem.app.Setting.whole;

import dev.mainstem.app.Kind.Ranges;
import dev.mainstem.app.Kind.Whole;
import dev.mainstem.app.Kind.Word;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every door and every setting there is, in the order of conf/mainstem.yaml. */
final class Catalogue {
  /** Stands for what nobody named: no file, no addresses. */
  static final String NONE = "none";

  static final Door HTTP = Door.at(8080, "http", "the API, the console and health");
  static final Door LINKS_REDIRECT = Door.at(8090, "links.redirect", "following short links");

  static final Door NOTIFICATIONS_NTFY =
      Door.at(2586, "notifications.ntfy", "topics as ntfy has them");
  static final Door PAYMENTS_STRIPE = Door.at(12111, "payments.stripe", "Stripe's clients");

  /** A new door is one line above and its name here. */
  static final List<Door> DOORS =
      List.of(HTTP, LINKS_REDIRECT, NOTIFICATIONS_NTFY, PAYMENTS_STRIPE);

  static final Setting<String> HTTP_NAMES =
      text(
          "http.names",
          "localhost",
          "Host names the main door answers to beside loopback ones, by commas; * for any.");
  static final Setting<Integer> HTTP_MAX_BODY_BYTES =
      whole(
          "http.max-body-bytes",
          1 << 20,
          new Whole(1024, 1 << 30),
          "Largest request body; a larger one is refused with 413.");
  static final Setting<Integer> HTTP_BODY_MEMORY =
      whole(
          "http.body-memory-bytes",
          64 << 20,
          new Whole(1 << 20, 1 << 30),
          "Memory for all request bodies not yet answered; one more is refused with 503.");
  static final Setting<Integer> HTTP_MAX_CONNECTIONS =
      whole(
          "http.max-connections",
          10_000,
          new Whole(1, 1_000_000),
          "Connections open at once; one more is closed as soon as it is accepted.");
  static final Setting<Integer> HTTP_IDLE_TIMEOUT_S =
      whole(
          "http.idle-timeout-s",
          60,
          new Whole(1, 86_400),
          "Seconds without a byte after which a connection is closed.");
  static final Setting<Integer> HTTP_READERS =
      whole(
          "http.readers",
          4,
          new Whole(1, 256),
          "Threads that answer reads which are not in the cache.");

  static final Setting<Integer> WRITER_INBOX =
      whole(
          "writer.inbox",
          8192,
          new Whole(1, 1 << 20),
          "Commands that may wait for one system; one more is refused as busy.");
  static final Setting<Integer> STORE_CACHE_MB =
      whole(
          "store.cache-mb",
          64,
          new Whole(8, 1 << 20),
          "Memory for cached blocks of the tables, in MiB.");

  static final Setting<Integer> STORE_HORIZON_DAYS =
      whole(
          "store.horizon-days",
          30,
          new Whole(1, 36_500),
          "Days back that ?asOf= can look; what was before is in the log only.");

  static final Setting<Integer> LOG_SOON_FORCE_MS =
      whole(
          "log.soon-force-ms",
          100,
          new Whole(1, 60_000),
          "Longest time a journal that promises SOON may stay unforced.");
  static final Setting<Boolean> LOG_JSON =
      flag("log.json", false, "Whether messages on stderr are JSON, one object a line.");

  static final Setting<Integer> DISK_MIN_FREE_MB =
      whole(
          "disk.min-free-mb",
          1024,
          new Whole(0, 1 << 30),
          "Free space, in MiB, below which writes are refused.");
  static final Setting<Integer> DISK_MIN_FREE_PERCENT =
      whole(
          "disk.min-free-percent",
          5,
          new Whole(0, 90),
          "Free share of the disk, in percent, below which writes are refused.");

  static final Setting<String> BACKUP_DIRECTORY =
      text(
          "backup.directory",
          "backups",
          "Where POST /house/backup may write; unless absolute, below the data directory.");
  static final Setting<Integer> BACKUP_MB_PER_S =
      whole(
          "backup.mb-per-s",
          64,
          new Whole(0, 1 << 20),
          "Most MiB a backup copies in a second; 0 for no bound.");

  static final Setting<Boolean> CLUSTER_ENABLED =
      flag("cluster.enabled", false, "Whether this node joins others over the bus.");
  static final Setting<Boolean> CLUSTER_HOME =
      flag(
          "cluster.home",
          true,
          "Whether this node has the log; one without is a further door of the one that has it.");
  static final Setting<String> CLUSTER_HOST =
      text("cluster.host", "127.0.0.1", "Loopback address this node is found at by the others.");
  static final Setting<Integer> CLUSTER_PORT =
      whole(
          "cluster.port",
          7800,
          new Whole(1, 65_435),
          "Port this node is found at; the one 100 above it is taken too.");
  static final Setting<String> CLUSTER_MEMBERS =
      text(
          "cluster.members",
          "127.0.0.1:7800",
          "All nodes of the cluster as host:port, by commas; the same for each of them.");
  static final Setting<String> CLUSTER_SECRET =
      text(
          "cluster.secret",
          NONE,
          "What all nodes share, 16 characters or more; best as ${file:/path}.");

  static final Setting<String> OUTGOING_ALLOW =
      new Setting<>(
          "outgoing.allow",
          NONE,
          new Ranges(),
          "Address ranges, by commas, that effects may call besides the public internet; or none.");

  static final Setting<String> LINKS_REDIRECT_STATUS =
      new Setting<>(
          "links.redirect.status",
          "302",
          new Word(List.of("301", "302", "307", "308")),
          "Status of a redirect: 301, 302, 307 or 308.");
  static final Setting<Boolean> LINKS_REDIRECT_FORWARDED =
      flag(
          "links.redirect.forwarded",
          false,
          "Whether a proxy in front tells, in X-Forwarded-For, who follows a link.");
  static final Setting<String> LINKS_GEO_FILE =
      text(
          "links.geo.file",
          NONE,
          "A MaxMind file of countries or cities; without one, none, they stay unknown.");
  static final Setting<Integer> LINKS_VISITS_KEEP_DAYS =
      whole(
          "links.visits.keep-days",
          400,
          new Whole(1, 36_500),
          "Days single visits are kept; what was counted of them stays.");

  static final Setting<Integer> NOTIFICATIONS_KEEP_HOURS =
      whole(
          "notifications.keep-hours",
          12,
          new Whole(1, 8_760),
          "Hours a topic's messages are given to who asks later, and the log keeps what was told.");
  static final Setting<String> NOTIFICATIONS_NTFY_OPEN =
      text(
          "notifications.ntfy.open",
          NONE,
          "The tenant whose topics who has no key may use, as rules for * allow; or none.");
  static final Setting<String> NOTIFICATIONS_NTFY_URL =
      text(
          "notifications.ntfy.url",
          NONE,
          "Address under which clients find files of topics; without one, none, the door's own.");
  static final Setting<Integer> NOTIFICATIONS_NTFY_KEEPALIVE_S =
      whole(
          "notifications.ntfy.keepalive-s",
          45,
          new Whole(1, 600),
          "Seconds after which a quiet stream of a topic shows that it lives.");

  static final Setting<Boolean> NOTIFICATIONS_NTFY_FORWARDED =
      flag(
          "notifications.ntfy.forwarded",
          false,
          "Whether a proxy in front tells, in X-Forwarded-For, who asks.");
  static final Setting<Integer> NOTIFICATIONS_NTFY_REQUESTS =
      whole(
          "notifications.ntfy.requests-burst",
          60,
          new Whole(0, 1_000_000),
          "Requests a visitor without a key may make at once; 0 for no bound.");
  static final Setting<Integer> NOTIFICATIONS_NTFY_REQUESTS_REFILL_S =
      whole(
          "notifications.ntfy.requests-refill-s",
          5,
          new Whole(1, 86_400),
          "Seconds after which such a visitor may make one more.");
  static final Setting<Integer> NOTIFICATIONS_NTFY_MAILS =
      whole(
          "notifications.ntfy.mails-burst",
          16,
          new Whole(0, 1_000_000),
          "Mails a visitor without a key may have sent at once; 0 for no bound.");
  static final Setting<Integer> NOTIFICATIONS_NTFY_MAILS_REFILL_S =
      whole(
          "notifications.ntfy.mails-refill-s",
          3_600,
          new Whole(1, 86_400),
          "Seconds after which such a visitor may have one more sent.");

  static final Setting<String> NOTIFICATIONS_SMTP_HOST =
      text(
          "notifications.smtp.host",
          NONE,
          "The SMTP server mail is handed to; without one, none, no mail is sent.");
  static final Setting<Integer> NOTIFICATIONS_SMTP_PORT =
      whole("notifications.smtp.port", 587, new Whole(1, 65_535), "Port of the SMTP server.");
  static final Setting<Boolean> NOTIFICATIONS_SMTP_STARTTLS =
      flag(
          "notifications.smtp.starttls",
          true,
          "Whether to hand mail only to an SMTP server that encrypts.");
  static final Setting<String> NOTIFICATIONS_SMTP_USER =
      text(
          "notifications.smtp.user",
          NONE,
          "Who logs in at the SMTP server; without one, none, nobody does.");
  static final Setting<String> NOTIFICATIONS_SMTP_PASSWORD =
      text(
          "notifications.smtp.password",
          NONE,
          "The password for the SMTP server; best as ${file:/path}.");
  static final Setting<String> NOTIFICATIONS_SMTP_FROM =
      text("notifications.smtp.from", "mainstem@localhost", "The address mail comes from.");
  static final Setting<String> NOTIFICATIONS_SMTP_DKIM_SELECTOR =
      text(
          "notifications.smtp.dkim.selector",
          NONE,
          "Where in DNS the key stands that mail is signed with; without one, none, it is not.");
  static final Setting<String> NOTIFICATIONS_SMTP_DKIM_KEY =
      text(
          "notifications.smtp.dkim.key",
          NONE,
          "The private RSA key mail is signed with, PKCS #8 in PEM; best as ${file:/path}.");

  static final Setting<Integer> PAYMENTS_SETTLE_DAYS =
      whole("payments.settle-days", 2, new Whole(0, 90), "Days until captured money is available.");
  static final Setting<String> PAYMENTS_ACQUIRER_URL =
      text(
          "payments.acquirer.url",
          NONE,
          "Where the acquirer is, such as the simulator's; none for the one inside this process.");
  static final Setting<Integer> PAYMENTS_ACQUIRER_TIMEOUT_MS =
      whole(
          "payments.acquirer.timeout-ms",
          10_000,
          new Whole(100, 19_000),
          "How long the acquirer may take; then it is asked what came of it.");

  private static final List<Setting<?>> OTHERS =
      List.of(
          HTTP_NAMES,
          HTTP_MAX_BODY_BYTES,
          HTTP_BODY_MEMORY,
          HTTP_MAX_CONNECTIONS,
          HTTP_IDLE_TIMEOUT_S,
          HTTP_READERS,
          WRITER_INBOX,
          STORE_CACHE_MB,
          STORE_HORIZON_DAYS,
          LOG_SOON_FORCE_MS,
          LOG_JSON,
          DISK_MIN_FREE_MB,
          DISK_MIN_FREE_PERCENT,
          BACKUP_DIRECTORY,
          BACKUP_MB_PER_S,
          CLUSTER_ENABLED,
          CLUSTER_HOME,
          CLUSTER_HOST,
          CLUSTER_PORT,
          CLUSTER_MEMBERS,
          CLUSTER_SECRET,
          OUTGOING_ALLOW,
          LINKS_REDIRECT_STATUS,
          LINKS_REDIRECT_FORWARDED,
          LINKS_GEO_FILE,
          LINKS_VISITS_KEEP_DAYS,
          NOTIFICATIONS_KEEP_HOURS,
          NOTIFICATIONS_NTFY_OPEN,
          NOTIFICATIONS_NTFY_URL,
          NOTIFICATIONS_NTFY_KEEPALIVE_S,
          NOTIFICATIONS_NTFY_FORWARDED,
          NOTIFICATIONS_NTFY_REQUESTS,
          NOTIFICATIONS_NTFY_REQUESTS_REFILL_S,
          NOTIFICATIONS_NTFY_MAILS,
          NOTIFICATIONS_NTFY_MAILS_REFILL_S,
          NOTIFICATIONS_SMTP_HOST,
          NOTIFICATIONS_SMTP_PORT,
          NOTIFICATIONS_SMTP_STARTTLS,
          NOTIFICATIONS_SMTP_USER,
          NOTIFICATIONS_SMTP_PASSWORD,
          NOTIFICATIONS_SMTP_FROM,
          NOTIFICATIONS_SMTP_DKIM_SELECTOR,
          NOTIFICATIONS_SMTP_DKIM_KEY,
          PAYMENTS_SETTLE_DAYS,
          PAYMENTS_ACQUIRER_URL,
          PAYMENTS_ACQUIRER_TIMEOUT_MS);

  private Catalogue() {}

  /** The door of this name, which must be in the list. */
  static Door door(String name) {
    return DOORS.stream().filter(door -> door.name().equals(name)).findFirst().orElseThrow();
  }

  static List<Setting<?>> all() {
    return Stream.concat(DOORS.stream().flatMap(d -> d.settings().stream()), OTHERS.stream())
        .toList();
  }

  static Optional<Setting<?>> find(String key) {
    return all().stream().filter(s -> s.key().equals(key)).findFirst();
  }

  /** The known key that takes the fewest keystrokes to reach from this one. */
  static String nearest(String key) {
    return all().stream()
        .map(Setting::key)
        .min(Comparator.comparingInt(known -> distance(known, key)))
        .orElseThrow();
  }

  /** Levenshtein: insertions, deletions and replacements, one row of the matrix at a time. */
  private static int distance(String a, String b) {
    var above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) above[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      var row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
