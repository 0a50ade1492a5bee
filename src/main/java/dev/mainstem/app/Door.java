package dev.mainstem.app;

import dev.mainstem.engine.Listen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A door of the house and where it is to be opened, under the name it has in doors.json. */
record Door(
    String name,
    Setting<String> host,
    Setting<Integer> port,
    Setting<Boolean> enabled,
    Setting<String> certificate,
    Setting<String> key) {
  private static final Kind.Whole PORT = new Kind.Whole(0, 65_535);

  /** A door that opens on loopback unless told otherwise. */
  static Door at(int port, String name, String about) {
    return new Door(
        name,
        Setting.text(name + ".host", "127.0.0.1", "Address to listen on for " + about + "."),
        Setting.whole(name + ".port", port, PORT, "Port for " + about + "; 0 takes any free one."),
        Setting.flag(name + ".enabled", true, "Whether to open the door for " + about + "."),
        Setting.text(
            name + ".tls.certificate",
            Catalogue.NONE,
            "A PEM file with the certificate for " + about + "; without one, none, in the clear."),
        Setting.text(
            name + ".tls.key", Catalogue.NONE, "The PEM file with the key of that certificate."));
  }

  List<Setting<?>> settings() {
    return List.of(host, port, enabled, certificate, key);
  }

  /** Where and how it listens; stops the start if half of what TLS needs is missing. */
  Listen listen(Settings settings) {
    return new Listen(settings.of(host), settings.of(port), tls(settings));
  }

  private Optional<Listen.Tls> tls(Settings settings) {
    var certificate = settings.of(this.certificate);
    var key = settings.of(this.key);
    if (certificate.equals(Catalogue.NONE) && key.equals(Catalogue.NONE)) return Optional.empty();
    for (var file : List.of(this.certificate, this.key)) {
      if (!Files.isReadable(Path.of(settings.of(file)))) {
        throw new CannotStart(file.key() + ": cannot read " + settings.of(file));
      }
    }
    return Optional.of(new Listen.Tls(Path.of(certificate), Path.of(key)));
  }
}
