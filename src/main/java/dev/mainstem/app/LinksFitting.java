package dev.mainstem.app;

import dev.mainstem.engine.Demo;
import dev.mainstem.engine.Doorway;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.systems.links.Codes;
import dev.mainstem.systems.links.Links;
import dev.mainstem.systems.links.LinksDemo;
import dev.mainstem.systems.links.QrDoor;
import dev.mainstem.systems.links.RedirectDoor;
import dev.mainstem.systems.links.RulesDoor;
import dev.mainstem.systems.links.ShlinkDoor;
import dev.mainstem.systems.links.Site;
import dev.mainstem.wire.http.ForeignApi;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Links, Shlink's API, and the listener that follows short links. */
final class LinksFitting implements Fitting {
  private final InstantSource clock = InstantSource.system();
  private final Links links;
  private final RedirectDoor.Settings redirects;

  LinksFitting(Settings settings, Systems.Ground house) {
    links =
        new Links(
            new Site(
                () -> house.address().apply("links.redirect"),
                new Codes(house.secret().apply("links")),
                Duration.ofDays(settings.of(Catalogue.LINKS_VISITS_KEEP_DAYS))));
    redirects =
        new RedirectDoor.Settings(
            Integer.parseInt(settings.of(Catalogue.LINKS_REDIRECT_STATUS)),
            settings.of(Catalogue.LINKS_REDIRECT_FORWARDED),
            Optional.of(settings.of(Catalogue.LINKS_GEO_FILE))
                .filter(file -> !file.equals(Catalogue.NONE))
                .map(Path::of),
            house.secret().apply("links-visitors"));
  }

  @Override
  public Subsystem<?> system() {
    return links;
  }

  @Override
  public List<ForeignApi> foreign() {
    return List.of(new ShlinkDoor(links, clock), new RulesDoor(links, clock), new QrDoor(links));
  }

  @Override
  public List<Doorway> doors(Systems.Stand on) {
    return List.of(new RedirectDoor(on.vertx(), links, ground(on), redirects));
  }

  @Override
  public Map<String, Supplier<Demo>> demos(Systems.Stand on) {
    return Map.of("links", () -> new LinksDemo(links, ground(on)));
  }

  private RedirectDoor.Ground ground(Systems.Stand on) {
    return new RedirectDoor.Ground(
        on.engine().store(), on.bus(), on.readers().executor(), clock, on.http().hindsight());
  }
}
