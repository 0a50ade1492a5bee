package dev.mainstem.systems.links;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A kept connection on which one thing is asked at a time: as little of HTTP/1.1 as many clients on
 * a small machine can afford. Owned by one thread.
 */
final class Wire implements AutoCloseable {
  private static final int WAIT_MS = 30_000;

  private final Socket socket;
  private final InputStream in;

  /** What came back. */
  record Answer(int status, String location, String body) {}

  /** The other side ended: no answer will come, and nobody knows what was done. */
  static final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Gone(IOException why) {
      super(why);
    }
  }

  Wire(URI door) {
    try {
      socket = new Socket(door.getHost(), door.getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(WAIT_MS);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new Gone(e);
    }
  }

  Answer get(String path) {
    return ask("GET " + path, "", "");
  }

  Answer head(String path) {
    return ask("HEAD " + path, "", "");
  }

  /** As a person with a browser, behind a proxy that says from where. */
  Answer follow(String path, String address) {
    return ask("GET " + path, "User-Agent: Mozilla/5.0\r\nX-Forwarded-For: " + address, "");
  }

  Answer post(String path, String json) {
    var length = "Content-Length: " + json.getBytes(StandardCharsets.UTF_8).length;
    return ask("POST " + path, "Content-Type: application/json\r\n" + length, json);
  }

  private Answer ask(String line, String headers, String body) {
    var more = headers.isEmpty() ? "" : headers + "\r\n";
    var request = line + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n" + body;
    try {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return answer(line.startsWith("HEAD"));
    } catch (IOException e) {
      throw new Gone(e);
    }
  }

  private Answer answer(boolean headOnly) throws IOException {
    int status = Integer.parseInt(line().substring(9, 12));
    int length = 0;
    var location = "";
    for (var line = line(); !line.isEmpty(); line = line()) {
      var value = line.substring(line.indexOf(':') + 1).strip();
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) length = Integer.parseInt(value);
      if (line.regionMatches(true, 0, "location:", 0, 9)) location = value;
    }
    var body = in.readNBytes(headOnly ? 0 : length);
    if (!headOnly && body.length < length) throw new IOException("cut short");
    return new Answer(status, location, new String(body, StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) throw new IOException("closed");
      if (c != '\r') line.append((char) c);
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new Gone(e);
    }
  }
}
