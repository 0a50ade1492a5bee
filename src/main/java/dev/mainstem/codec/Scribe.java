package dev.mainstem.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * One thread's pen for one format: a generator over a buffer, kept from value to value. Making a
 * generator costs more than writing a small record with it. Owned by one thread.
 */
final class Scribe {
  private static final int ROOM = 512;
  private static final int MOST_KEPT = 64 << 10;

  private final JsonFactory factory;
  private final boolean text;
  private final Form.Keys keys;
  private ByteArrayOutputStream bytes;
  private Form.Output out;
  private boolean writing;

  /**
   * @param text whether the format is read by people, as JSON is
   * @param keys what may be done with sealed values
   */
  Scribe(JsonFactory factory, boolean text, Form.Keys keys) {
    this.factory = factory;
    this.text = text;
    this.keys = keys;
  }

  byte[] write(Form form, Object value) {
    if (writing) throw new IllegalStateException("a form writes through its output only");
    if (out == null) renew();
    writing = true;
    boolean whole = false;
    try {
      form.write(value, out);
      out.to().flush();
      whole = bytes.size() <= MOST_KEPT;
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writing = false;
      if (whole) bytes.reset();
      else out = null; // half a value may stand in it, or too large a buffer
    }
  }

  private void renew() {
    try {
      bytes = new ByteArrayOutputStream(ROOM);
      JsonGenerator generator = factory.createGenerator(bytes);
      out = new Form.Output(generator, text, keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
