package dev.mainstem.systems.links;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A QR code (ISO/IEC 18004) of an address, as a picture.
 *
 * @param size of each side in pixels, 50 to 1,000
 * @param margin in pixels, 0 to 100
 * @param format {@code png} or {@code svg}
 * @param correction how much of it may be lost: L 7, M 15, Q 25, H 30 percent
 */
record Qr(int size, int margin, String format, ErrorCorrectionLevel correction) {
  /** What a query asks for; what it says wrong is as if it said nothing. */
  static Qr of(Map<String, String> query) {
    return new Qr(
        number(query.get("size"), 300, 50, 1_000),
        number(query.get("margin"), 0, 0, 100),
        "svg".equalsIgnoreCase(query.get("format")) ? "svg" : "png",
        correction(query.getOrDefault("errorCorrection", "L")));
  }

  private static int number(String text, int usual, int least, int most) {
    boolean whole = Optional.ofNullable(text).map(t -> t.matches("[0-9]{1,6}")).orElse(false);
    return whole ? Math.max(least, Math.min(most, Integer.parseInt(text))) : usual;
  }

  private static ErrorCorrectionLevel correction(String text) {
    return switch (text) {
      case "M", "m" -> ErrorCorrectionLevel.M;
      case "Q", "q" -> ErrorCorrectionLevel.Q;
      case "H", "h" -> ErrorCorrectionLevel.H;
      default -> ErrorCorrectionLevel.L;
    };
  }

  String type() {
    return format.equals("svg") ? "image/svg+xml" : "image/png";
  }

  byte[] of(String address) {
    var bits = bits(address);
    if (format.equals("svg")) return svg(bits).getBytes(StandardCharsets.UTF_8);
    return Png.of(size, (x, y) -> dark(bits, x, y));
  }

  /** One bit a module, without a margin. */
  private BitMatrix bits(String address) {
    var hints = Map.of(EncodeHintType.ERROR_CORRECTION, correction, EncodeHintType.MARGIN, 0);
    try {
      return new QRCodeWriter().encode(address, BarcodeFormat.QR_CODE, 0, 0, hints);
    } catch (WriterException e) {
      throw new IllegalStateException("an address of ours does not fit into a QR code", e);
    }
  }

  private boolean dark(BitMatrix bits, int x, int y) {
    int inner = size - 2 * quiet();
    int column = x - quiet();
    int row = y - quiet();
    if (column < 0 || row < 0 || column >= inner || row >= inner) return false;
    return bits.get(column * bits.getWidth() / inner, row * bits.getHeight() / inner);
  }

  /** Never so wide that nothing is left to look at. */
  private int quiet() {
    return Math.min(margin, size / 4);
  }

  private String svg(BitMatrix bits) {
    double module = (double) (size - 2 * quiet()) / bits.getWidth();
    var path = new StringBuilder();
    for (int y = 0; y < bits.getHeight(); y++) {
      for (int x = 0; x < bits.getWidth(); x++) {
        if (bits.get(x, y)) path.append("M").append(x).append(' ').append(y).append("h1v1h-1z");
      }
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%1$d\">"
            .formatted(size)
        + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>"
        + "<path transform=\"translate(%1$d %1$d) scale(%2$s)\" d=\"".formatted(quiet(), module)
        + path
        + "\"/></svg>";
  }

  /** What was drawn. */
  record Picture(String type, byte[] bytes) {}

  Picture drawn(String text) {
    return new Picture(type(), of(text));
  }
}
