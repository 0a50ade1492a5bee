package dev.mainstem.app;

import java.util.List;

/** A door of the house and where it is to be opened, under the name it has in doors.json. */
record Door(String name, Setting<String> host, Setting<Integer> port, Setting<Boolean> enabled) {
  private static final Kind.Whole PORT = new Kind.Whole(0, 65_535);

  /** A door that opens on loopback unless told otherwise. */
  static Door at(int port, String name, String about) {
    return new Door(
        name,
        Setting.text(name + ".host", "127.0.0.1", "Address to listen on for " + about + "."),
        Setting.whole(name + ".port", port, PORT, "Port for " + about + "; 0 takes any free one."),
        Setting.flag(name + ".enabled", true, "Whether to open the door for " + about + "."));
  }

  List<Setting<?>> settings() {
    return List.of(host, port, enabled);
  }
}
