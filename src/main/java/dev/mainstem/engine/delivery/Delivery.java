package dev.mainstem.engine.delivery;

import dev.mainstem.kernel.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Posts a message to somebody else's server, once. For effects: what comes of an attempt decides
 * what is asked next, and an attempt that fails is made again by the engine. Safe for all threads.
 */
public final class Delivery implements Outgoing, AutoCloseable {
  private static final int CONNECT_MS = 5_000;
  private static final int PATIENCE_MS = 20_000;
  private static final int MOST_PER_HOST = 16;
  private static final int MOST_WAITING = 1_024;
  private static final int BODY_BYTES = 64 << 10;
  private static final int EXCERPT = 1_000;
  private static final Duration LONGEST_WISH = Duration.ofDays(1);
  private static final String AGENT = "Mainstem/1";

  private final Vertx vertx;
  private final AddressGuard guard;
  private final InstantSource clock;
  private final HttpClient client;

  public Delivery(Vertx vertx, AddressGuard guard, InstantSource clock) {
    this(vertx, guard, clock, new HttpClientOptions());
  }

  Delivery(Vertx vertx, AddressGuard guard, InstantSource clock, HttpClientOptions options) {
    this.vertx = vertx;
    this.guard = guard;
    this.clock = clock;
    options.setConnectTimeout(CONNECT_MS).setIdleTimeout(PATIENCE_MS / 1_000).setVerifyHost(true);
    options.setDecompressionSupported(false);
    client =
        vertx.createHttpClient(
            options,
            new PoolOptions().setHttp1MaxSize(MOST_PER_HOST).setMaxWaitQueueSize(MOST_WAITING));
  }

  @Override
  public URI check(String url, String pointer) {
    return guard.check(url, pointer);
  }

  @Override
  public CompletionStage<Receipt> post(Letter letter, Signer signer) {
    try {
      var uri = guard.check(letter.url(), "/url");
      // Looking up a name blocks.
      return vertx
          .<InetAddress>executeBlocking(() -> guard.resolve(uri), false)
          .compose(address -> post(letter, signer, uri, address))
          .toCompletionStage();
    } catch (Refusal no) {
      return CompletableFuture.failedFuture(no);
    }
  }

  private Future<Receipt> post(Letter letter, Signer signer, URI uri, InetAddress address) {
    boolean tls = uri.getScheme().equalsIgnoreCase("https");
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
    var target = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(uri.getHost())
            .setPort(port)
            .setSsl(tls)
            // To the address that was checked, whatever the name means by now.
            .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
            .setURI(uri.getRawQuery() == null ? target : target + "?" + uri.getRawQuery())
            .setFollowRedirects(false)
            .setTimeout(PATIENCE_MS);
    letter.headers().forEach(options::putHeader);
    signer.sign(letter, clock.instant()).forEach(options::putHeader);
    options.putHeader("User-Agent", AGENT);
    long began = System.nanoTime();
    return client.request(options).compose(request -> send(request, letter, began));
  }

  private Future<Receipt> send(HttpClientRequest request, Letter letter, long began) {
    return request
        .idleTimeout(PATIENCE_MS)
        .send(Buffer.buffer(letter.body()))
        .compose(response -> receipt(request, response, began));
  }

  /** Reads as much of the body as anybody may want to see, and not for ever. */
  private Future<Receipt> receipt(
      HttpClientRequest request, HttpClientResponse response, long began) {
    Promise<Receipt> promise = Promise.promise();
    var body = Buffer.buffer();
    long timer =
        vertx.setTimer(
            PATIENCE_MS,
            late -> {
              request.reset();
              promise.tryComplete(told(response, body, began));
            });
    response.handler(
        part -> {
          body.appendBuffer(part.slice(0, Math.min(part.length(), BODY_BYTES - body.length())));
          if (body.length() < BODY_BYTES) return;
          request.reset();
          promise.tryComplete(told(response, body, began));
        });
    response.endHandler(end -> promise.tryComplete(told(response, body, began)));
    response.exceptionHandler(why -> promise.tryComplete(told(response, body, began)));
    promise.future().onComplete(done -> vertx.cancelTimer(timer));
    return promise.future();
  }

  private Receipt told(HttpClientResponse response, Buffer body, long began) {
    var text = new String(body.getBytes(), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ");
    var excerpt = text.substring(0, Math.min(text.length(), EXCERPT)).strip();
    long tookMs = (System.nanoTime() - began) / 1_000_000;
    return new Receipt(response.statusCode(), excerpt, wish(response), tookMs);
  }

  /** RFC 9110, 10.2.3: seconds, or a date. */
  private Optional<Duration> wish(HttpClientResponse response) {
    var text = response.getHeader("Retry-After");
    if (text == null) return Optional.empty();
    var wish = text.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(text)) : until(text);
    if (wish.isNegative()) return Optional.empty();
    return Optional.of(wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish);
  }

  private Duration until(String date) {
    try {
      Instant then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(clock.instant(), then);
    } catch (DateTimeParseException e) {
      return Duration.ofSeconds(-1);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
