package dev.mainstem.wire.http;

import java.util.regex.Pattern;

/** W3C Trace Context, level 1: the {@code traceparent} header. */
final class Traces {
  private static final Pattern PARENT =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private Traces() {}

  static boolean valid(String parent) {
    return PARENT.matcher(parent).matches();
  }
}
