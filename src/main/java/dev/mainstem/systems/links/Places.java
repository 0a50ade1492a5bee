package dev.mainstem.systems.links;

import com.maxmind.geoip2.DatabaseReader;
import com.maxmind.geoip2.exception.GeoIp2Exception;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where addresses are, by a MaxMind file of countries or cities that the operator supplies. Without
 * one, or for an address it does not hold, nothing is known. Safe for all threads.
 */
final class Places implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Places.class);

  private final DatabaseReader reader;

  private Places(DatabaseReader reader) {
    this.reader = reader;
  }

  /** Opens the file; one that cannot be read is said once and then done without. */
  static Places in(Optional<Path> file) {
    if (file.isEmpty()) return new Places(null);
    try {
      return new Places(new DatabaseReader.Builder(file.get().toFile()).build());
    } catch (IOException e) {
      LOG.error("countries stay unknown: {} cannot be read: {}", file.get(), e.toString());
      return new Places(null);
    }
  }

  Place of(Optional<byte[]> ip) {
    if (reader == null || ip.isEmpty()) return Place.UNKNOWN;
    try {
      var address = InetAddress.getByAddress(ip.get());
      if (reader.metadata().databaseType().contains("City")) {
        return reader
            .tryCity(address)
            .map(c -> place(c.country().isoCode(), c.city().name()))
            .orElse(Place.UNKNOWN);
      }
      return reader
          .tryCountry(address)
          .map(c -> place(c.country().isoCode(), null))
          .orElse(Place.UNKNOWN);
    } catch (IOException | GeoIp2Exception e) {
      LOG.debug("a place is not known", e);
      return Place.UNKNOWN;
    }
  }

  private static Place place(String country, String city) {
    return new Place(country == null ? "" : country, city == null ? "" : city);
  }

  @Override
  public void close() throws IOException {
    if (reader != null) reader.close();
  }
}
