package dev.mainstem.wire.http;

/** Entity tags (RFC 9110, 8.8.3): a row's revision, quoted. */
final class Etags {
  private Etags() {}

  static String of(long revision) {
    return "\"" + revision + "\"";
  }

  /** Whether a condition header names this revision, or any. */
  static boolean matches(String header, long revision) {
    if (header == null) return false;
    var tag = of(revision);
    for (var each : header.split(",")) {
      var wanted = each.strip();
      if (wanted.equals("*") || wanted.equals(tag) || wanted.equals("W/" + tag)) return true;
    }
    return false;
  }
}
