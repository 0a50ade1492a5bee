package dev.mainstem.systems.notifications;

import java.util.EnumMap;
import java.util.Map;

/** A message on its way to many, written once for each format. Owned by one event loop. */
final class Told {
  private final Message message;
  private final Map<NtfyFormat, String> written = new EnumMap<>(NtfyFormat.class);

  Told(Message message) {
    this.message = message;
  }

  Message message() {
    return message;
  }

  String as(NtfyFormat format) {
    return written.computeIfAbsent(format, wanted -> wanted.of(NtfyShape.of(message)));
  }
}
