package dev.mainstem.codec;

import dev.mainstem.kernel.Change;
import dev.mainstem.kernel.Id;
import dev.mainstem.kernel.Position;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records that show everything the codec can write. */
final class Samples {
  private Samples() {}

  enum Colour {
    RED,
    DARK_GREEN
  }

  /** One text, so written bare. */
  record Slug(String text) {}

  /** A value record of a value record. */
  record Address(Slug slug) {}

  record Point(int x, int y) {}

  sealed interface Figure {}

  record Dot(Point at) implements Figure {}

  record BigCircle(Point centre, long radius) implements Figure {}

  record Nothing() implements Figure {}

  /** Every scalar. */
  record Scalar(
      String text,
      boolean flag,
      int small,
      long large,
      double real,
      BigDecimal decimal,
      LocalDate day,
      Position position,
      Instant time,
      Duration length,
      Id id,
      Colour colour,
      Slug slug,
      Address address) {}

  /** Every container. */
  record Holder(
      Optional<String> maybe,
      Optional<Point> maybePoint,
      List<Long> numbers,
      List<Point> points,
      Set<String> words,
      Set<Colour> colours,
      Map<String, Point> named,
      Figure figure,
      List<Figure> figures,
      Optional<List<Slug>> slugs) {}

  /** A merge patch. */
  record Patched(
      String key,
      Change<@Size(min = 2, max = 4) String> title,
      Change<@Size(max = 2) Set<@Size(min = 1) String>> tags,
      Change<@Positive Long> most) {}

  /** A tree. */
  record Tree(String name, List<Tree> children) {}

  /** Everything a client can get wrong. */
  record Wanted(
      @Size(min = 1, max = 5) String name,
      @Min(1) @Max(9) int count,
      Optional<@Positive Long> large,
      Optional<@Pattern(regexp = "[a-z]+") String> slug,
      Optional<Double> real,
      Optional<Instant> time,
      Optional<Duration> length,
      Optional<Colour> colour,
      Optional<Id> id,
      Optional<BigDecimal> decimal,
      Optional<Boolean> flag,
      Optional<Inner> inner,
      List<@Size(max = 3) String> list,
      @Size(max = 2) Set<String> set,
      Map<String, @Size(max = 3) String> map,
      List<Inner> inners,
      Map<String, Inner> named,
      Optional<Figure> figure) {}

  record Inner(@NotEmpty String text, List<Deep> deep) {}

  record Deep(@Positive int depth) {}
}
