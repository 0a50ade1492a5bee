package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Event;

/** What can have happened to whom and what notifications are about, in the main journal. */
public sealed interface NotificationEvent extends Event<NotificationTables>
    permits AccessEvent, BroadcastEvent, EndpointEvent, PersonEvent {}
