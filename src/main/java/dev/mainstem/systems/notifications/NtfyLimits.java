package dev.mainstem.systems.notifications;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much a visitor without a key may ask, by address: so many requests at once, and then one each
 * so many seconds; mails by a measure of their own. Who shows a key is a product's own server, and
 * is bounded by what the house takes in. An address of IPv6 counts by its network (/64), since
 * whoever has one has all of it. In memory only, for at most so many visitors. Safe for all
 * threads.
 *
 * @see <a href="https://docs.ntfy.sh/config/#rate-limiting">ntfy's limits</a>
 */
public final class NtfyLimits {
  private static final int VISITORS = 100_000;
  private static final int NETWORK_BYTES = 8;

  private final Settings settings;
  private final InstantSource clock;
  private final Cache<String, AtomicLong> requests;
  private final Cache<String, AtomicLong> mails;

  /**
   * How much.
   *
   * @param forwarded whether a proxy in front tells, in X-Forwarded-For, who asks
   */
  public record Settings(Rate requests, Rate mails, boolean forwarded) {
    /** What ntfy's documentation says. */
    static final Settings USUAL =
        new Settings(new Rate(60, Duration.ofSeconds(5)), new Rate(16, Duration.ofHours(1)), false);
  }

  /**
   * So many at once, and one more each time this has passed.
   *
   * @param burst 0 for as many as anybody likes
   */
  public record Rate(int burst, Duration refill) {
    Duration whole() {
      return refill.multipliedBy(Math.max(1, burst));
    }
  }

  NtfyLimits(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    requests = counted(settings.requests());
    mails = counted(settings.mails());
  }

  private static Cache<String, AtomicLong> counted(Rate rate) {
    return Caffeine.newBuilder()
        .maximumSize(VISITORS)
        .expireAfterAccess(rate.whole().plusSeconds(1))
        .build();
  }

  void request(HttpServerRequest request) {
    if (!may(requests, settings.requests(), request)) throw NtfyProblem.TOO_MANY_REQUESTS.no();
  }

  void mail(HttpServerRequest request) {
    if (!may(mails, settings.mails(), request)) throw NtfyProblem.TOO_MANY_MAILS.no();
  }

  /**
   * A bucket is the moment at which it will be full again (GCRA): each request puts that off by one
   * refill, and is refused if it then lay further ahead than a whole bucket takes.
   */
  private boolean may(Cache<String, AtomicLong> all, Rate rate, HttpServerRequest request) {
    if (rate.burst() == 0) return true;
    long now = clock.millis();
    long most = now + rate.whole().toMillis();
    var full = all.get(network(request), visitor -> new AtomicLong());
    for (; ; ) {
      long before = full.get();
      // A clock that was set back must not shut anybody out.
      long next = Math.max(now, Math.min(before, most)) + rate.refill().toMillis();
      if (next > most) return false;
      if (full.compareAndSet(before, next)) return true;
    }
  }

  private String network(HttpServerRequest request) {
    var named = settings.forwarded() ? request.getHeader("X-Forwarded-For") : null;
    // The last one named was added by the proxy; those before, anybody may have written.
    var address =
        named == null
            ? request.remoteAddress().hostAddress()
            : named.substring(named.lastIndexOf(',') + 1).strip();
    var bytes = NetUtil.createByteArrayFromIpAddressString(address);
    if (bytes == null || bytes.length <= NETWORK_BYTES) return address;
    return HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES));
  }
}
