package dev.mainstem.systems.links;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes small files of cities in MaxMind's format, version 2.0: a tree of address bits with
 * records of 24 bits, then data, then what describes them.
 */
final class MaxMindFile {
  private static final int EMPTY = -1;

  private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {EMPTY, EMPTY}));
  private final ByteArrayOutputStream places = new ByteArrayOutputStream();

  /** An IPv4 network and what is there. */
  MaxMindFile with(String network, int bits, String country, String city) {
    int offset = places.size();
    var names = Map.of("names", Map.of("en", city));
    write(Map.of("country", Map.of("iso_code", country), "city", names), places);
    var address = IpRange.address(network).orElseThrow();
    int node = 0;
    for (int i = 0; i < bits; i++) {
      int side = address[i / 8] >> 7 - i % 8 & 1;
      if (i == bits - 1) nodes.get(node)[side] = -2 - offset;
      else node = child(node, side);
    }
    return this;
  }

  private int child(int node, int side) {
    if (nodes.get(node)[side] < 0) {
      nodes.get(node)[side] = nodes.size();
      nodes.add(new int[] {EMPTY, EMPTY});
    }
    return nodes.get(node)[side];
  }

  Path at(Path file) throws IOException {
    var out = new ByteArrayOutputStream();
    for (var node : nodes) for (int record : node) number(record(record), 3, out);
    out.writeBytes(new byte[16]);
    out.writeBytes(places.toByteArray());
    out.writeBytes(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
    out.writeBytes("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
    var about = new LinkedHashMap<String, Object>();
    about.put("node_count", nodes.size());
    about.put("record_size", (short) 24);
    about.put("ip_version", (short) 4);
    about.put("database_type", "Test-City");
    about.put("languages", List.of("en"));
    about.put("binary_format_major_version", (short) 2);
    about.put("binary_format_minor_version", (short) 0);
    about.put("build_epoch", 1_700_000_000L);
    about.put("description", Map.of("en", "a test"));
    write(about, out);
    return Files.write(file, out.toByteArray());
  }

  private int record(int record) {
    if (record >= 0) return record;
    return record == EMPTY ? nodes.size() : nodes.size() + 16 + -2 - record;
  }

  private static void number(long value, int bytes, ByteArrayOutputStream out) {
    for (int i = bytes - 1; i >= 0; i--) out.write((int) (value >> 8 * i));
  }

  private static void write(Object value, ByteArrayOutputStream out) {
    if (value instanceof String text) {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      out.write(2 << 5 | bytes.length);
      out.writeBytes(bytes);
    } else if (value instanceof Map<?, ?> map) {
      out.write(7 << 5 | map.size());
      map.forEach(
          (key, each) -> {
            write(key, out);
            write(each, out);
          });
    } else if (value instanceof List<?> list) {
      out.write(list.size());
      out.write(11 - 7);
      list.forEach(each -> write(each, out));
    } else if (value instanceof Short number) {
      out.write(5 << 5 | 2);
      number(number, 2, out);
    } else if (value instanceof Integer number) {
      out.write(6 << 5 | 4);
      number(number, 4, out);
    } else {
      out.write(8);
      out.write(9 - 7);
      number((Long) value, 8, out);
    }
  }
}
