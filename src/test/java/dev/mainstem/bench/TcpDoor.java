package dev.mainstem.bench;

import dev.mainstem.log.Appended;
import dev.mainstem.log.Draft;
import dev.mainstem.log.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Function;

/**
 * The plainest door there can be: one connection, each message a length and a payload, each
 * acknowledgement the number of messages that are safe by now, one for each group.
 */
final class TcpDoor implements AutoCloseable {
  private static final int BUFFER = 1 << 18;

  private final ServerSocketChannel server;
  private final Journal journal;
  private final Function<byte[], Draft> draft;
  private final ByteBuffer answer = ByteBuffer.allocateDirect(Long.BYTES);
  private final long before;
  private SocketChannel connection;

  TcpDoor(Journal journal, Function<byte[], Draft> draft) throws IOException {
    this.journal = journal;
    this.draft = draft;
    this.before = journal.last();
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    journal.listen(this::answer, cause -> {});
    daemon("door", this::serve);
  }

  InetSocketAddress address() throws IOException {
    return (InetSocketAddress) server.getLocalAddress();
  }

  /** Sends so many messages with so many outstanding; returns how many were safe per second. */
  static double client(InetSocketAddress address, int messages, int outstanding)
      throws IOException {
    try (var socket = SocketChannel.open(address)) {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      var window = new Window(outstanding, LogBench.SPIN);
      daemon("acknowledgements", () -> listen(socket, window));
      var out = ByteBuffer.allocateDirect(BUFFER);
      var payload = new byte[LogBench.PAYLOAD];
      long began = System.nanoTime();
      for (int sent = 0; sent < messages; ) {
        window.admit(sent + 1L);
        out.clear();
        int most = Math.min(messages, (int) window.admitted());
        while (sent < most && out.remaining() >= Integer.BYTES + payload.length) {
          out.putInt(payload.length).put(payload);
          sent++;
        }
        out.flip();
        while (out.hasRemaining()) socket.write(out);
      }
      window.awaitAcknowledged(messages);
      return messages * 1e9 / (System.nanoTime() - began);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    try (var accepted = server.accept()) {
      accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
      connection = accepted;
      var in = ByteBuffer.allocateDirect(BUFFER);
      while (accepted.read(in) >= 0) {
        in.flip();
        while (in.remaining() >= Integer.BYTES
            && in.remaining() >= Integer.BYTES + in.getInt(in.position())) {
          var payload = new byte[in.getInt()];
          in.get(payload);
          journal.append(draft.apply(payload), null, List.of());
        }
        in.compact();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(List<Appended> group) {
    try {
      answer.clear().putLong(group.get(group.size() - 1).last() - before).flip();
      while (answer.hasRemaining()) connection.write(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void listen(SocketChannel socket, Window window) {
    try {
      var in = ByteBuffer.allocateDirect(BUFFER);
      while (socket.read(in) >= 0) {
        int whole = in.position() / Long.BYTES;
        if (whole > 0) window.acknowledge(in.getLong((whole - 1) * Long.BYTES));
        in.flip().position(whole * Long.BYTES);
        in.compact();
      }
    } catch (IOException e) {
      return; // the sender has closed it: all was acknowledged
    }
  }

  private static void daemon(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
