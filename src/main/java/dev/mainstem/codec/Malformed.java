package dev.mainstem.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is said of bytes that are no JSON at all, or JSON beyond our bounds. */
final class Malformed {
  private Malformed() {}

  /** What made the parser stop, and where it was. */
  static BadInput at(JsonParser parser, IOException why) {
    var pointer = Place.spelled(parser.getParsingContext().pathAsPointer().toString());
    var detail = why instanceof JsonProcessingException j ? j.getOriginalMessage() : "";
    if (detail.startsWith("Duplicate field")) return bad(pointer, "repeated", "Stands twice.");
    if (why instanceof StreamConstraintsException) {
      boolean deep = detail.contains("nesting depth");
      return deep
          ? bad(pointer, "too-deep", "Is nested deeper than " + Codec.DEEPEST + " levels.")
          : bad(pointer, "too-long", "Is longer than any name, number or text may be.");
    }
    var place = parser.currentLocation();
    var where = " At line " + place.getLineNr() + ", column " + place.getColumnNr() + ".";
    return bad(pointer, "malformed", "This is not well-formed JSON." + where);
  }

  private static BadInput bad(String pointer, String problem, String detail) {
    return new BadInput(List.of(new BadInput.Field(pointer, problem, detail)));
  }

  /** Refuses what is not UTF-8 (RFC 3629); the parser alone would take overlong forms. */
  static void checkUtf8(byte[] bytes) {
    if (ascii(bytes)) return;
    var in = ByteBuffer.wrap(bytes);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(in);
    } catch (CharacterCodingException e) {
      throw bad("", "malformed", "The body is not UTF-8, at byte " + in.position() + ".");
    }
  }

  private static boolean ascii(byte[] bytes) {
    int all = 0;
    for (byte each : bytes) all |= each;
    return all >= 0;
  }
}
