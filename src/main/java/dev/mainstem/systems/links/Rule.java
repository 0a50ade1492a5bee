package dev.mainstem.systems.links;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Where a link leads some of its visitors instead: those for whom all conditions hold.
 *
 * @param target where they are led
 */
public record Rule(
    @Size(min = 1, max = LinkCommand.TARGET) String target,
    @NotEmpty @Size(max = 20) List<Condition> conditions) {

  /** What a condition looks at. Spelled as in Shlink's API; {@code share} is ours. */
  public enum Type {
    DEVICE,
    LANGUAGE,
    QUERY_PARAM,
    ANY_VALUE_QUERY_PARAM,
    VALUELESS_QUERY_PARAM,
    IP_ADDRESS,
    GEOLOCATION_COUNTRY_CODE,
    GEOLOCATION_CITY_NAME,
    BEFORE_DATE,
    AFTER_DATE,
    BROWSER,
    SHARE
  }

  /**
   * One thing that must hold.
   *
   * @param matchKey the name of a query parameter; empty for other types
   * @param matchValue what it is compared with: a device, a language, a range of addresses, a
   *     country, a city, a time, a browser, or a share from 0 to 1
   */
  public record Condition(
      Type type,
      Optional<@Size(min = 1, max = 200) String> matchKey,
      Optional<@Size(max = 500) String> matchValue) {

    String key() {
      return matchKey.orElse("");
    }

    String value() {
      return matchValue.orElse("");
    }

    /** Whether it can ever be judged: its key and value are of the form its type asks for. */
    boolean makesSense() {
      return switch (type) {
        case DEVICE -> Agents.DEVICES.contains(value());
        case LANGUAGE -> Languages.isTag(value());
        case QUERY_PARAM, ANY_VALUE_QUERY_PARAM, VALUELESS_QUERY_PARAM -> matchKey.isPresent();
        case IP_ADDRESS -> IpRange.of(value()).isPresent();
        case GEOLOCATION_COUNTRY_CODE -> value().matches("[A-Za-z]{2}");
        case GEOLOCATION_CITY_NAME -> !value().isBlank();
        case BEFORE_DATE, AFTER_DATE -> time().isPresent();
        case BROWSER -> Agents.BROWSERS.contains(value());
        case SHARE -> share() >= 0;
      };
    }

    /** The time compared with, if it is one. */
    Optional<Instant> time() {
      try {
        return Optional.of(OffsetDateTime.parse(value()).toInstant());
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }

    /** The share of visitors, 0 to 1; negative if it is none. */
    double share() {
      return value().matches("0|1|[01]?\\.[0-9]{1,9}") && Double.parseDouble(value()) <= 1
          ? Double.parseDouble(value())
          : -1;
    }
  }
}
