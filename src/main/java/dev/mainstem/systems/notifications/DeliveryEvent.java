package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Event;

/** What was said to whom and what came of it: much of it, in a journal of its own. */
public sealed interface DeliveryEvent extends Event<NotificationTables>
    permits ChunkEvent, TellingEvent, TopicEvent, WebhookEvent {}
