package dev.mainstem.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks at a mail's DKIM signature as the server that receives it does (RFC 6376, with relaxed
 * canonicalization of headers and body).
 */
final class DkimCheck {
  private static final String SIGNATURE = "DKIM-Signature";

  private final List<String> headers = new ArrayList<>();
  private final String body;

  DkimCheck(byte[] mail) {
    var text = new String(mail, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    for (var line : text.substring(0, end).split("\r\n")) {
      boolean folded = line.startsWith(" ") || line.startsWith("\t");
      if (folded) headers.add(headers.remove(headers.size() - 1) + "\r\n" + line);
      else headers.add(line);
    }
    body = text.substring(end + 4);
  }

  /** What the signature says, by its tags; empty if there is none. */
  Map<String, String> tags() {
    var tags = new HashMap<String, String>();
    for (var header : headers) {
      if (!header.startsWith(SIGNATURE + ":")) continue;
      for (var pair : header.substring(SIGNATURE.length() + 1).split(";")) {
        var parts = pair.split("=", 2);
        if (parts.length == 2) tags.put(parts[0].strip(), parts[1].replaceAll("\\s+", ""));
      }
    }
    return tags;
  }

  boolean holds(PublicKey key) throws GeneralSecurityException {
    var tags = tags();
    if (!tags.getOrDefault("c", "").equals("relaxed/relaxed")) return false;
    var hash = MessageDigest.getInstance("SHA-256").digest(bytes(relaxed(body)));
    if (!Base64.getEncoder().encodeToString(hash).equals(tags.get("bh"))) return false;
    var signed = new StringBuilder();
    for (var name : tags.get("h").split(":")) signed.append(header(name));
    var own = headers.stream().filter(h -> h.startsWith(SIGNATURE + ":")).findFirst().orElseThrow();
    signed.append(canonical(own.replaceAll("([;\\s])b=[^;]*", "$1b=")).stripTrailing());
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(key);
    signature.update(bytes(signed.toString()));
    return signature.verify(Base64.getDecoder().decode(tags.get("b")));
  }

  /** The last of this name, or nothing. */
  private String header(String name) {
    for (int i = headers.size() - 1; i >= 0; i--) {
      if (headers.get(i).regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
        return canonical(headers.get(i));
      }
    }
    return "";
  }

  private static String canonical(String header) {
    int colon = header.indexOf(':');
    var value = header.substring(colon + 1).replaceAll("\r\n", "").replaceAll("[ \t]+", " ");
    return header.substring(0, colon).strip().toLowerCase(Locale.ROOT)
        + ":"
        + value.strip()
        + "\r\n";
  }

  private static String relaxed(String body) {
    var lines = new StringBuilder();
    for (var line : body.split("\r\n")) {
      lines.append(line.replaceAll("[ \t]+", " ").replaceAll(" $", "")).append("\r\n");
    }
    return lines.toString().replaceAll("(\r\n)+$", "\r\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
