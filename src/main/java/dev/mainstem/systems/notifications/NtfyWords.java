package dev.mainstem.systems.notifications;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a request to ntfy says: each word in a header or in the query, under any of its names. A
 * header is UTF-8, or has encoded words (RFC 2047). Immutable.
 */
final class NtfyWords {
  /** What a message in JSON may say, under the names of headers. */
  static final List<String> IN_JSON =
      List.of(
          "title",
          "priority",
          "tags",
          "click",
          "icon",
          "actions",
          "attach",
          "filename",
          "markdown",
          "email",
          "call",
          "cache",
          "firebase",
          "delay",
          "template");

  private static final Set<String> YES = Set.of("1", "yes", "true");
  private static final Pattern ENCODED = Pattern.compile("=\\?([^?]+)\\?([bBqQ])\\?([^?]*)\\?=");
  private static final Pattern BETWEEN = Pattern.compile("\\?=\\s+=\\?");

  /** Of HTTP itself (RFC 9218), which is not a message's priority. */
  private static final Pattern URGENCY = Pattern.compile("u=\\d(,\\s*(i|\\d))?");

  private final Function<String, String> headers;
  private final Function<String, String> query;

  private NtfyWords(Function<String, String> headers, Function<String, String> query) {
    this.headers = headers;
    this.query = query;
  }

  static NtfyWords of(HttpServerRequest request) {
    MultiMap params = request.params();
    return new NtfyWords(request::getHeader, params::get);
  }

  /** The same with words of a JSON body, which are stronger. */
  NtfyWords with(Map<String, String> stronger) {
    var words = new HashMap<>(stronger);
    return new NtfyWords(
        name -> words.getOrDefault(name.toLowerCase(Locale.ROOT), headers.apply(name)), query);
  }

  /** The first that is not empty: headers in order, then the query. */
  Optional<String> find(String... names) {
    return Stream.concat(
            Stream.of(names).map(name -> header(name, headers.apply(name))),
            Stream.of(names).map(query))
        .filter(value -> value != null && !value.isBlank())
        .map(String::strip)
        .findFirst();
  }

  boolean flag(boolean usual, String... names) {
    return find(names).map(value -> YES.contains(value.toLowerCase(Locale.ROOT))).orElse(usual);
  }

  List<String> list(String... names) {
    var all = find(names).orElse("");
    return Stream.of(all.split(",")).map(String::strip).filter(each -> !each.isEmpty()).toList();
  }

  private static String header(String name, String value) {
    if (value == null) return null;
    if (name.equals("priority") && URGENCY.matcher(value).matches()) return null;
    return decoded(utf8(value));
  }

  /** Bytes came as letters, one for each; if together they are UTF-8, they are read as that. */
  private static String utf8(String letters) {
    if (letters.chars().allMatch(c -> c < 0x80) || letters.chars().anyMatch(c -> c > 0xff)) {
      return letters;
    }
    try {
      var bytes = ByteBuffer.wrap(letters.getBytes(StandardCharsets.ISO_8859_1));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return letters;
    }
  }

  private static String decoded(String value) {
    if (!value.contains("=?")) return value;
    var joined = BETWEEN.matcher(value).replaceAll("?==?");
    return ENCODED
        .matcher(joined)
        .replaceAll(match -> Matcher.quoteReplacement(word(match.group(), match)));
  }

  private static String word(String whole, java.util.regex.MatchResult match) {
    try {
      var charset = Charset.forName(match.group(1));
      boolean base64 = match.group(2).equalsIgnoreCase("b");
      var text = match.group(3);
      return new String(base64 ? Base64.getDecoder().decode(text) : quoted(text), charset);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return whole;
    } catch (IllegalArgumentException notEncoded) {
      return whole;
    }
  }

  private static byte[] quoted(String text) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=' && i + 2 < text.length()) {
        bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(c == '_' ? ' ' : c);
      }
    }
    return bytes.toByteArray();
  }
}
