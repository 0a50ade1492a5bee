package dev.mainstem.systems.notifications;

import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.engine.keys.Seals;
import dev.mainstem.engine.keys.Shredding;
import dev.mainstem.kernel.Invariant;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Reactions;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.systems.notifications.EndpointCommand.DisableEndpoint;
import dev.mainstem.systems.notifications.EndpointEvent.EndpointDropped;
import dev.mainstem.systems.notifications.EndpointEvent.EndpointEnabled;
import dev.mainstem.systems.notifications.TopicCommand.Clear;
import dev.mainstem.systems.notifications.TopicCommand.Release;
import dev.mainstem.systems.notifications.TopicCommand.SetAccess;
import dev.mainstem.systems.notifications.TopicCommand.Unpublish;
import dev.mainstem.systems.notifications.TopicEvent.Published;
import dev.mainstem.systems.notifications.TopicEvent.Scheduled;
import dev.mainstem.systems.notifications.WebhookCommand.ForgetEndpoint;
import dev.mainstem.systems.notifications.WebhookCommand.ReplayOn;
import dev.mainstem.systems.notifications.WebhookCommand.Work;
import dev.mainstem.systems.notifications.WebhookEvent.Attempted;
import dev.mainstem.systems.notifications.WebhookEvent.Dispatched;
import dev.mainstem.systems.notifications.WebhookEvent.EndpointForgotten;
import dev.mainstem.systems.notifications.WebhookEvent.ReplayedUpTo;
import dev.mainstem.systems.notifications.WebhookEvent.Rested;
import dev.mainstem.systems.notifications.WebhookEvent.WentAway;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Notifications: topics, webhooks and broadcasts, to the right people, once. */
public final class Notifications extends Subsystem<NotificationTables> {
  private final Duration keep;
  private final WebhookEffect webhooks;
  private final WebhookRoutes webhookRoutes;
  private final Unsubscribing unsubscribing;
  private final MailEffect mails;
  private final TopicMailing topicMails;
  private final boolean mailed;
  private final Shredding shredding;
  private final PersonRoutes personRoutes;

  /**
   * What it stands on.
   *
   * @param keep how long messages of topics are given to who asks for what was before, and how long
   *     the journal of what was said to whom is kept
   * @param secret 32 bytes of the house
   * @param address under which readers of mails find ntfy's door
   */
  public record Ground(
      Duration keep,
      byte[] secret,
      Outgoing outgoing,
      Mailer mailer,
      Seals seals,
      Supplier<String> address,
      InstantSource clock) {}

  public Notifications(Ground ground) {
    super(
        "notifications",
        NotificationCommand.class,
        NotificationEvent.class,
        () -> new NotificationTables(ground.keep()));
    this.keep = ground.keep();
    var keys = new WebhookKeys(ground.secret());
    this.webhooks = new WebhookEffect(ground.outgoing(), keys, ground.clock());
    this.unsubscribing = new Unsubscribing(ground.secret(), ground.address());
    this.mails = new MailEffect(ground.mailer(), ground.seals(), unsubscribing);
    this.topicMails = new TopicMailing(ground.mailer(), ground.seals(), ground.address());
    this.mailed = ground.mailer().sends();
    this.shredding = new Shredding(ground.seals());
    this.personRoutes = new PersonRoutes(ground.clock());
    this.webhookRoutes = new WebhookRoutes(ground.outgoing(), keys);
    journal(
        new JournalSpec(NotificationTables.JOURNAL, JournalSpec.Promise.ON_DISK, Optional.of(keep)),
        DeliveryEvent.class);
  }

  Duration keep() {
    return keep;
  }

  /** Whether what is said to a topic can be mailed to somebody, too. */
  boolean mailed() {
    return mailed;
  }

  Unsubscribing unsubscribing() {
    return unsubscribing;
  }

  @Override
  public void reactions(Reactions<NotificationTables> when) {
    when.at(
        "its time has come",
        Scheduled.class,
        (known, e) -> e.message().at(),
        (known, e) -> new Release(e.message().id()));
    webhooks(when);
    new Lines(mails, topicMails, shredding).on(when);
  }

  private void webhooks(Reactions<NotificationTables> when) {
    when.effect("send", Dispatched.class, WebhookEffect.Batch::of, webhooks)
        .ifGivenUp((e, why) -> Attempt.unknown(e, why));
    when.on("send more", Attempted.class, (known, e) -> new Work(e.endpoint()));
    when.at(
        "it is due", Rested.class, (known, e) -> e.until(), (known, e) -> new Work(e.endpoint()));
    when.on(
        "it is gone",
        WentAway.class,
        (known, e) -> new DisableEndpoint(e.endpoint(), Attempt.GONE));
    when.on("it is back", EndpointEnabled.class, (known, e) -> new Work(e.id()));
    when.on("it is dropped", EndpointDropped.class, (known, e) -> new ForgetEndpoint(e.id()));
    when.on(
        "forget the rest",
        EndpointForgotten.class,
        (known, e) -> e.whole() ? null : new ForgetEndpoint(e.endpoint()));
    when.on(
        "tell the rest again",
        ReplayedUpTo.class,
        (known, e) -> new ReplayOn(e.endpoint(), e.from(), e.to()));
  }

  @Override
  public void http(Routes<NotificationTables> http) {
    topics(http);
    personRoutes.on(http);
    webhookRoutes.on(http);
  }

  private static void topics(Routes<NotificationTables> http) {
    http.post("/notifications/topics/{topic}/messages", Say.class, Say::asked)
        .says("Says something to a topic, now or at a time.");
    http.get("/notifications/topics", (known, ask) -> known.topics.page(Span.of(), ask.page()))
        .lists(Topic.class)
        .says("Lists topics.");
    http.get(
            "/notifications/topics/{topic}/messages",
            (known, ask) -> known.messages.page(Span.of(ask.path("topic")).backwards(), ask.page()))
        .lists(Message.class)
        .says("Lists what was said to a topic, newest first.");
    http.get(
            "/notifications/topics/{topic}/scheduled",
            (known, ask) -> known.scheduledIn.page(ask.path("topic"), ask.page()))
        .lists(Message.class)
        .says("Lists what is to be said to a topic.");
    http.delete("/notifications/topics/{topic}/messages/{sequence}", Unpublish.class)
        .says("Takes a message back.");
    http.post("/notifications/topics/{topic}/messages/{sequence}/clear", Clear.class)
        .says("Has subscribers take a message off their screens.");
    http.stream("/notifications/topics/stream", Published.class, (event, ask) -> event.message())
        .says("What is said to topics, live.");
    http.get("/notifications/access", (known, ask) -> known.access.page(Span.of(), ask.page()))
        .lists(Access.class)
        .says("Lists who may read and write which topics, besides who has the scope.");
    http.put("/notifications/access/{who}", SetAccess.class)
        .scope("notifications:admin")
        .says("Sets which topics somebody may read and write; * is everybody.");
  }

  @Override
  public List<Invariant<NotificationTables>> invariants() {
    return NotificationLaws.all();
  }
}
