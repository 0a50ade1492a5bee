package dev.mainstem.systems.notifications;

/** A way to tell a person something. */
public enum Channel {
  /** A mail to the person's address. */
  EMAIL,
  /** A message to the person's own topic. */
  NTFY,
  /** A webhook, for who tells people by means of their own; see {@link Sending#TYPE}. */
  WEBHOOK;

  /** As it stands in terms and ids. */
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
