package dev.mainstem.house;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A client of one event stream, on a socket of its own. It reads when it is asked to and not
 * before, so it can be as slow as a test likes.
 */
public final class Hearing implements AutoCloseable {
  private static final int PATIENCE_MS = 10_000;

  private final Socket socket;
  private final InputStream in;
  private final String head;
  private final StringBuilder text = new StringBuilder();
  private long until = Long.MAX_VALUE;

  /** One event as it was sent; comments are passed over. */
  public record Told(String id, String event, String data) {}

  /**
   * Asks and reads the head of the answer.
   *
   * @param headers name and value in turn
   */
  public Hearing(int port, String path, String... headers) throws IOException {
    socket = new Socket();
    socket.setReceiveBufferSize(8 << 10);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket.setSoTimeout(PATIENCE_MS);
    var request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.UTF_8));
    in = new BufferedInputStream(socket.getInputStream());
    var read = new StringBuilder();
    while (read.indexOf("\n\n") < 0) read.append(line()).append('\n');
    head = read.toString();
  }

  public int status() {
    return Integer.parseInt(head.substring(9, 12));
  }

  /** The body of an answer that is no stream. */
  public String body() throws IOException {
    var length = head.replaceAll("(?is).*content-length: (\\d+).*", "$1");
    return new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) throw new EOFException("the other side closed");
      if (b != '\r') bytes.write(b);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The next event; waits for it, and fails if none comes, whatever signs of life do. */
  public Told next() throws IOException {
    until = System.nanoTime() + PATIENCE_MS * 1_000_000L;
    try {
      return ifAny().orElseThrow(() -> new AssertionError("the stream ended"));
    } finally {
      until = Long.MAX_VALUE;
    }
  }

  /** The next event; empty if the stream has ended. */
  public Optional<Told> ifAny() throws IOException {
    for (; ; ) {
      int end = text.indexOf("\n\n");
      if (end >= 0) {
        var told = told(text.substring(0, end));
        text.delete(0, end + 2);
        if (told.isPresent()) return told;
      } else if (!chunk()) {
        return Optional.empty();
      }
    }
  }

  /** Waits until something comes, were it a sign of life only; whether the stream goes on. */
  public boolean beats() throws IOException {
    return chunk();
  }

  private boolean chunk() throws IOException {
    if (System.nanoTime() > until) {
      throw new AssertionError("only signs of life came for " + PATIENCE_MS + " ms");
    }
    try {
      int size = Integer.parseInt(line(), 16);
      text.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
      line();
      return size > 0;
    } catch (SocketTimeoutException quiet) {
      throw new AssertionError("nothing came for " + PATIENCE_MS + " ms", quiet);
    } catch (EOFException | SocketException closed) {
      return false;
    }
  }

  private static Optional<Told> told(String block) {
    var id = "";
    var event = "";
    var data = "";
    for (var line : block.split("\n")) {
      if (line.startsWith("id: ")) id = line.substring(4);
      if (line.startsWith("event: ")) event = line.substring(7);
      if (line.startsWith("data: ")) data = line.substring(6);
    }
    return event.isEmpty() ? Optional.empty() : Optional.of(new Told(id, event, data));
  }

  /** Says that nothing more will be sent from here, but goes on reading. */
  public void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
