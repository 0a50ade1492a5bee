package dev.mainstem.app;

import dev.mainstem.engine.Doorway;
import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.notifications.Mailer;
import dev.mainstem.systems.notifications.Notifications;
import dev.mainstem.systems.notifications.NtfyDoor;
import dev.mainstem.systems.notifications.NtfyLimits;
import dev.mainstem.systems.notifications.SmtpMailer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Notifications, what sends their mail, and the listener that speaks ntfy. */
final class NotificationsFitting implements Fitting {
  private final InstantSource clock = InstantSource.system();
  private final Outgoing outgoing;
  private final Optional<SmtpMailer> mailer;
  private final NtfyDoor.Settings ntfy;
  private final Notifications notifications;

  NotificationsFitting(Settings settings, Systems.Ground house) {
    var url = named(settings, Catalogue.NOTIFICATIONS_NTFY_URL);
    Supplier<String> address =
        () -> url.orElseGet(() -> house.address().apply("notifications.ntfy"));
    outgoing = house.outgoing();
    mailer = named(settings, Catalogue.NOTIFICATIONS_SMTP_HOST).map(host -> smtp(settings, host));
    ntfy =
        new NtfyDoor.Settings(
            named(settings, Catalogue.NOTIFICATIONS_NTFY_OPEN).map(Tenant::new),
            address,
            Duration.ofSeconds(settings.of(Catalogue.NOTIFICATIONS_NTFY_KEEPALIVE_S)),
            limits(settings));
    notifications =
        new Notifications(
            new Notifications.Ground(
                Duration.ofHours(settings.of(Catalogue.NOTIFICATIONS_KEEP_HOURS)),
                house.secret().apply("notifications"),
                outgoing,
                mailer.<Mailer>map(smtp -> smtp).orElseGet(Mailer::closed),
                house.seals(),
                address,
                clock));
  }

  private static Optional<String> named(Settings settings, Setting<String> setting) {
    return Optional.of(settings.of(setting)).filter(value -> !value.equals(Catalogue.NONE));
  }

  private static NtfyLimits.Settings limits(Settings settings) {
    var requests = Duration.ofSeconds(settings.of(Catalogue.NOTIFICATIONS_NTFY_REQUESTS_REFILL_S));
    var mails = Duration.ofSeconds(settings.of(Catalogue.NOTIFICATIONS_NTFY_MAILS_REFILL_S));
    return new NtfyLimits.Settings(
        new NtfyLimits.Rate(settings.of(Catalogue.NOTIFICATIONS_NTFY_REQUESTS), requests),
        new NtfyLimits.Rate(settings.of(Catalogue.NOTIFICATIONS_NTFY_MAILS), mails),
        settings.of(Catalogue.NOTIFICATIONS_NTFY_FORWARDED));
  }

  private static Optional<SmtpMailer.Dkim> dkim(Settings settings) {
    var domain = settings.of(Catalogue.NOTIFICATIONS_SMTP_FROM).replaceAll(".*@|>.*", "");
    var key = settings.of(Catalogue.NOTIFICATIONS_SMTP_DKIM_KEY);
    return named(settings, Catalogue.NOTIFICATIONS_SMTP_DKIM_SELECTOR)
        .map(selector -> SmtpMailer.Dkim.of(domain, selector, key));
  }

  private static SmtpMailer smtp(Settings settings, String host) {
    var password = settings.of(Catalogue.NOTIFICATIONS_SMTP_PASSWORD);
    return new SmtpMailer(
        new SmtpMailer.Settings(
            host,
            settings.of(Catalogue.NOTIFICATIONS_SMTP_PORT),
            settings.of(Catalogue.NOTIFICATIONS_SMTP_STARTTLS),
            named(settings, Catalogue.NOTIFICATIONS_SMTP_USER)
                .map(user -> new SmtpMailer.Login(user, password)),
            settings.of(Catalogue.NOTIFICATIONS_SMTP_FROM),
            dkim(settings)));
  }

  @Override
  public Subsystem<?> system() {
    return notifications;
  }

  @Override
  public List<Doorway> doors(Systems.Stand on) {
    mailer.ifPresent(smtp -> smtp.open(on.vertx()));
    var ground =
        new NtfyDoor.Ground(
            on.vertx(),
            notifications,
            on.engine(),
            on.bus(),
            on.readers(),
            on.http().visitors(),
            outgoing,
            clock);
    return List.of(new NtfyDoor(ground, ntfy));
  }
}
