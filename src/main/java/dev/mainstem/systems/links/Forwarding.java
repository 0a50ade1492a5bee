package dev.mainstem.systems.links;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** What stands in a {@code Location}: a stored target, and perhaps the visitor's query after it. */
final class Forwarding {
  /** What may stand in a query beside letters and digits (RFC 3986, 3.4). */
  private static final String MARKS = "-._~!$&'()*+,;=:@/?%";

  private Forwarding() {}

  /** The target, with the query added to its own if the link passes it on. */
  static String location(Link link, String target, String query) {
    var ascii = ascii(target) ? target : URI.create(target).toASCIIString();
    return link.manners().forwardQuery() && !query.isEmpty() ? with(ascii, query) : ascii;
  }

  /** Appends and never parses: whatever the query is, it stays a query. */
  private static String with(String target, String query) {
    int hash = target.indexOf('#');
    var page = hash < 0 ? target : target.substring(0, hash);
    var fragment = hash < 0 ? "" : target.substring(hash);
    return page + (page.indexOf('?') < 0 ? "?" : "&") + encoded(query) + fragment;
  }

  private static String encoded(String query) {
    var text = new StringBuilder(query.length());
    for (byte b : query.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || MARKS.indexOf(c) >= 0);
      if (plain) text.append(c);
      else text.append('%').append(String.format("%02X", (int) c));
    }
    return text.toString();
  }

  private static boolean ascii(String text) {
    for (int i = 0; i < text.length(); i++) if (text.charAt(i) > 0x7e) return false;
    return true;
  }
}
