package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Command;

/** What may be asked of notifications, by subject. */
public sealed interface NotificationCommand<R> extends Command<NotificationTables, R>
    permits BroadcastCommand,
        ChunkCommand,
        EndpointCommand,
        PersonCommand,
        TellingCommand,
        TopicCommand,
        WebhookCommand {}
