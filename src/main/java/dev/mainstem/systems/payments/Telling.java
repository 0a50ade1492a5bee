package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Reactions;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.DisputeEvent.DisputeAnswered;
import dev.mainstem.systems.payments.DisputeEvent.DisputeClosed;
import dev.mainstem.systems.payments.DisputeEvent.DisputeOpened;
import dev.mainstem.systems.payments.HookCommand.MarkWebhook;
import dev.mainstem.systems.payments.HookCommand.QueueWebhooks;
import dev.mainstem.systems.payments.HookCommand.TrimNotices;
import dev.mainstem.systems.payments.HookEvent.NoticesTold;
import dev.mainstem.systems.payments.HookEvent.NoticesTrimmed;
import dev.mainstem.systems.payments.HookEvent.WebhookQueued;
import dev.mainstem.systems.payments.HookEvent.WebhookReleased;
import dev.mainstem.systems.payments.IntentEvent.ActionRequired;
import dev.mainstem.systems.payments.IntentEvent.Authenticated;
import dev.mainstem.systems.payments.IntentEvent.Authorized;
import dev.mainstem.systems.payments.IntentEvent.Declined;
import dev.mainstem.systems.payments.IntentEvent.IntentCanceled;
import dev.mainstem.systems.payments.IntentEvent.IntentOpened;
import dev.mainstem.systems.payments.MoneyEvent.CaptureFailed;
import dev.mainstem.systems.payments.MoneyEvent.Captured;
import dev.mainstem.systems.payments.MoneyEvent.IncrementFailed;
import dev.mainstem.systems.payments.MoneyEvent.Incremented;
import dev.mainstem.systems.payments.MoneyEvent.RefundAmended;
import dev.mainstem.systems.payments.MoneyEvent.RefundFailed;
import dev.mainstem.systems.payments.MoneyEvent.RefundStarted;
import dev.mainstem.systems.payments.MoneyEvent.Refunded;
import dev.mainstem.systems.payments.PeopleEvent.CustomerDeleted;
import dev.mainstem.systems.payments.PeopleEvent.CustomerKept;
import dev.mainstem.systems.payments.PeopleEvent.MethodAttached;
import dev.mainstem.systems.payments.PeopleEvent.MethodDetached;
import dev.mainstem.systems.payments.PeopleEvent.MethodKept;
import dev.mainstem.systems.payments.RiskEvent.ReviewClosed;
import dev.mainstem.systems.payments.SetupEvent.SetupActionRequired;
import dev.mainstem.systems.payments.SetupEvent.SetupCanceled;
import dev.mainstem.systems.payments.SetupEvent.SetupFailed;
import dev.mainstem.systems.payments.SetupEvent.SetupOpened;
import dev.mainstem.systems.payments.SetupEvent.SetupSucceeded;
import java.util.function.Function;

/** Whom payments tells what happened: doors that wait, and webhooks. */
final class Telling {
  private final Reactions<PaymentTables> when;
  private final Doorbell bell;

  Telling(Reactions<PaymentTables> when, Doorbell bell) {
    this.when = when;
    this.bell = bell;
  }

  /** One line for each sort of event that clients are told. */
  void everybody() {
    tell(IntentOpened.class, IntentOpened::intent);
    // What is taken at once is told of when it is taken.
    tell(Authorized.class, e -> e.taken() ? "" : e.intent());
    tell(Declined.class, Declined::intent);
    tell(ActionRequired.class, ActionRequired::intent);
    tell(Authenticated.class, Authenticated::intent);
    tell(IntentCanceled.class, IntentCanceled::intent);
    tell(Captured.class, Captured::intent);
    tell(Incremented.class, Incremented::intent);
    tell(IncrementFailed.class, IncrementFailed::intent);
    tell(CaptureFailed.class, CaptureFailed::intent);
    tell(RefundStarted.class, RefundStarted::intent);
    tell(Refunded.class, Refunded::refund);
    tell(RefundFailed.class, RefundFailed::refund);
    tell(RefundAmended.class, RefundAmended::refund);
    tell(CustomerKept.class, CustomerKept::id);
    tell(CustomerDeleted.class, CustomerDeleted::id);
    tell(MethodKept.class, MethodKept::id);
    tell(MethodAttached.class, MethodAttached::id);
    tell(MethodDetached.class, MethodDetached::id);
    tell(DisputeOpened.class, DisputeOpened::dispute);
    tell(DisputeAnswered.class, DisputeAnswered::dispute);
    tell(DisputeClosed.class, DisputeClosed::dispute);
    tell(SetupOpened.class, SetupOpened::setup);
    tell(SetupSucceeded.class, SetupSucceeded::setup);
    tell(SetupFailed.class, SetupFailed::setup);
    tell(SetupActionRequired.class, SetupActionRequired::setup);
    tell(SetupCanceled.class, SetupCanceled::setup);
    tell(ReviewClosed.class, ReviewClosed::intent);
  }

  /**
   * @param about whom to wake; empty text if there is nothing to tell
   */
  private <E extends Event<?>> void tell(Class<E> event, Function<E, String> about) {
    when.on(
        "tell " + event.getSimpleName(),
        event,
        (known, e) -> {
          var id = about.apply(e);
          if (id.isEmpty()) return null;
          bell.ring(id);
          return queued(known);
        });
  }

  /** Null if nobody wants to hear of it: then it costs nothing. */
  private static Command<?, ?> queued(PaymentTables known) {
    if (!known.trims.has(Trimming.KEY)) return new TrimNotices(false);
    return known.untold.scan(Span.of(), 1).isEmpty() ? null : new QueueWebhooks();
  }

  void webhooks(WebhookEffect effect) {
    when.effect("webhook", WebhookQueued.class, (known, e) -> job(known, e.id()), effect)
        .ifGivenUp((e, why) -> new MarkWebhook(e.id(), false, 0));
    when.effect("webhook in turn", WebhookReleased.class, (known, e) -> job(known, e.id()), effect)
        .ifGivenUp((e, why) -> new MarkWebhook(e.id(), false, 0));
    when.on("tell the rest", NoticesTold.class, (known, e) -> queued(known));
    when.after(
        "trim again", Trimming.EVERY, NoticesTrimmed.class, (known, e) -> new TrimNotices(false));
    when.on("trim more", NoticesTrimmed.class, (known, e) -> Telling.trimmed(known, e));
  }

  /** More of it, or what was to be told when it began. */
  private static Command<?, ?> trimmed(PaymentTables known, NoticesTrimmed e) {
    boolean none = e.notices().isEmpty() && e.deliveries().isEmpty();
    return none ? queued(known) : new TrimNotices(true);
  }

  /** Null if its endpoint is gone, or what it tells is. */
  private static WebhookEffect.Job job(PaymentTables known, String delivery) {
    var sent = known.deliveries.get(delivery);
    var to = known.endpoints.find(sent.endpoint());
    if (to.isEmpty() || !known.notices.has(sent.notice())) return null;
    var notice = known.notices.requireRow(sent.notice());
    return new WebhookEffect.Job(delivery, to.get(), notice.value(), notice.revision());
  }
}
