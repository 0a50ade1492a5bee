package dev.mainstem.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Clients that each ask one thing at a time over a kept connection, all on one thread, so that the
 * machine is left to the server. Knows just enough HTTP/1.1: a status line and a content length.
 */
final class HttpLoad implements AutoCloseable {
  private static final int ANSWER_BYTES = 1 << 20;

  private final Selector selector;
  private final Supplier<byte[]> requests;
  private final List<Client> clients = new ArrayList<>();
  private final Latencies latencies = new Latencies();
  private boolean asking;
  private long answered;

  /** What one run measured. */
  record Figures(double perSecond, double p50Us, double p99Us, long refused) {}

  HttpLoad(InetSocketAddress server, int connections, Supplier<byte[]> requests)
      throws IOException {
    this.requests = requests;
    this.selector = Selector.open();
    for (int i = 0; i < connections; i++) {
      var channel = SocketChannel.open(server);
      channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      var client = new Client(channel);
      channel.register(selector, SelectionKey.OP_READ, client);
      clients.add(client);
    }
  }

  /** A request for {@code POST} with a JSON body. */
  static byte[] post(String path, String body) {
    return sent("POST", path, body);
  }

  static byte[] put(String path, String body) {
    return sent("PUT", path, body);
  }

  /** A form, asked once under this key. */
  static byte[] form(String path, String key, String body) {
    var headers = "Content-Type: application/x-www-form-urlencoded\r\nIdempotency-Key: " + key;
    return request("POST " + path, headers, body);
  }

  private static byte[] sent(String method, String path, String body) {
    return request(method + " " + path, "Content-Type: application/json", body);
  }

  private static byte[] request(String asked, String headers, String body) {
    return (asked
            + " HTTP/1.1\r\nHost: localhost\r\n"
            + headers
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] get(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Mozilla/5.0\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  Figures run(Duration time) throws IOException {
    latencies.clear();
    long began = System.nanoTime();
    long end = began + time.toNanos();
    asking = true;
    long before = answered;
    for (var client : clients) client.ask();
    int open = clients.size();
    while (open > 0) {
      selector.select(1_000);
      asking = System.nanoTime() < end;
      var keys = selector.selectedKeys();
      for (var key : keys) {
        int answers = ((Client) key.attachment()).read();
        answered += answers;
        if (answers > 0 && !asking) open--;
      }
      keys.clear();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    long refused = clients.stream().mapToLong(c -> c.refused).sum();
    return new Figures(
        (answered - before) / seconds, latencies.us(0.5), latencies.us(0.99), refused);
  }

  /** Answers of all runs. */
  long answered() {
    return answered;
  }

  @Override
  public void close() throws IOException {
    for (var client : clients) client.channel.close();
    selector.close();
  }

  private final class Client {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(ANSWER_BYTES);
    private long askedAt;
    private long refused;

    Client(SocketChannel channel) {
      this.channel = channel;
    }

    void ask() throws IOException {
      var request = ByteBuffer.wrap(requests.get());
      askedAt = System.nanoTime();
      while (request.hasRemaining()) channel.write(request);
    }

    /** Reads what is there; 1 if the answer is whole. */
    int read() throws IOException {
      if (channel.read(in) < 0) throw new IOException("the server closed the connection");
      int end = end();
      if (end < 0 || in.position() < end) {
        if (!in.hasRemaining()) throw new IOException("an answer of more than " + ANSWER_BYTES);
        return 0;
      }
      if (in.get(9) != '2' && in.get(9) != '3') refused++;
      in.clear();
      latencies.add(System.nanoTime() - askedAt);
      if (asking) ask();
      return 1;
    }

    /** Where the answer ends, or -1 while that is not known. */
    private int end() {
      long length = 0;
      int line = 0;
      for (int i = 0; i + 1 < in.position(); i++) {
        if (in.get(i) != '\r' || in.get(i + 1) != '\n') continue;
        if (i == line) return (int) (i + 2 + length);
        if (isLength(line)) length = number(line + 15, i);
        line = i + 2;
      }
      return -1;
    }

    private boolean isLength(int line) {
      return (in.get(line) | 32) == 'c'
          && in.get(line + 14) == ':'
          && (in.get(line + 8) | 32) == 'l';
    }

    private long number(int from, int to) {
      long number = 0;
      for (int i = from; i < to; i++) {
        byte b = in.get(i);
        if (b >= '0' && b <= '9') number = number * 10 + b - '0';
      }
      return number;
    }
  }
}
