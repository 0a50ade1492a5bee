package dev.mainstem.systems.notifications;

import dev.mainstem.engine.Callers;
import dev.mainstem.engine.Engine;
import dev.mainstem.engine.delivery.AddressGuard;
import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.engine.keys.Seals;
import dev.mainstem.house.HouseUnderTest;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tenant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A house with ntfy's door, and a plain client of HTTP. */
final class NtfyHouse implements AutoCloseable {
  static final AddressGuard GUARD = new AddressGuard(List.of(), InetAddress::getAllByName);
  static final Duration KEEP = Duration.ofHours(12);

  private final HttpClient client = HttpClient.newHttpClient();
  private final HouseUnderTest house;
  private final HouseUnderTest.Open door;

  NtfyHouse(Path data, Function<Engine, Callers> callers, Optional<Tenant> open) throws Exception {
    this(data, callers, open, List.of());
  }

  /** With further systems, such as the one that knows keys. */
  NtfyHouse(
      Path data,
      Function<Engine, Callers> callers,
      Optional<Tenant> open,
      List<? extends Subsystem<?>> others)
      throws Exception {
    var system = system();
    var systems = new ArrayList<Subsystem<?>>(others);
    systems.add(system);
    house = new HouseUnderTest(data, systems, callers);
    var bound = new AtomicInteger();
    var settings =
        new NtfyDoor.Settings(
            open,
            () -> "http://127.0.0.1:" + bound.get(),
            Duration.ofMillis(500),
            NtfyLimits.Settings.USUAL);
    door =
        house.open(
            (vertx, engine, bus, readers) ->
                new NtfyDoor(
                    new NtfyDoor.Ground(
                        vertx,
                        system,
                        engine,
                        bus,
                        readers,
                        house.door().visitors(),
                        Outgoing.closed(GUARD),
                        InstantSource.system()),
                    settings));
    bound.set(door.port());
  }

  /** Notifications of a house that calls nobody. */
  static Notifications system() {
    return new Notifications(ground(Outgoing.closed(GUARD), Mailer.closed(), Seals.none()));
  }

  static Notifications.Ground ground(Outgoing outgoing, Mailer mailer, Seals seals) {
    return new Notifications.Ground(
        KEEP,
        new byte[32],
        outgoing,
        mailer,
        seals,
        () -> "https://ntfy.example",
        InstantSource.system());
  }

  HouseUnderTest house() {
    return house;
  }

  int port() {
    return door.port();
  }

  HttpRequest request(String method, String path, byte[] body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, BodyPublishers.ofByteArray(body));
    if (headers.length > 0) request.headers(headers);
    return request.build();
  }

  HttpResponse<String> ask(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return client.send(
        request(method, path, body.getBytes(StandardCharsets.UTF_8), headers),
        BodyHandlers.ofString());
  }

  HttpResponse<byte[]> bytes(String method, String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    return client.send(request(method, path, body, headers), BodyHandlers.ofByteArray());
  }

  /** Sends these letters as they are, in UTF-8, and reads to the end. */
  String raw(String letters) throws IOException {
    try (var socket = new Socket("127.0.0.1", port())) {
      socket.getOutputStream().write(letters.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws Exception {
    door.close();
    house.close();
  }
}
