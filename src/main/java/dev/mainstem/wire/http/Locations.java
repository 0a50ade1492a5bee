package dev.mainstem.wire.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Addresses in answers: where a created thing is, and where the next page is. */
final class Locations {
  private static final JsonFactory JSON = new JsonFactory();

  private Locations() {}

  /** Fills a template's braces from the top-level texts and numbers of a JSON object. */
  static String fill(String template, byte[] json) {
    var path = template;
    for (var field : scalars(json).entrySet()) {
      path = path.replace("{" + field.getKey() + "}", encode(field.getValue()));
    }
    return path;
  }

  private static Map<String, String> scalars(byte[] json) {
    var scalars = new HashMap<String, String>();
    try (var in = JSON.createParser(json)) {
      in.nextToken();
      for (var name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
        JsonToken value = in.nextToken();
        if (value.isScalarValue()) scalars.put(name, in.getText());
        else in.skipChildren();
      }
    } catch (IOException e) {
      throw new IllegalStateException("we wrote this JSON ourselves", e);
    }
    return scalars;
  }

  /** The Link header of the next page (RFC 8288). */
  static String next(HttpServerRequest request, String cursor) {
    var query = new StringBuilder();
    if (request.query() != null) {
      for (var pair : request.query().split("&")) {
        if (!pair.startsWith("after=") && !pair.isEmpty()) query.append(pair).append('&');
      }
    }
    return "<" + request.path() + "?" + query + "after=" + cursor + ">; rel=\"next\"";
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
