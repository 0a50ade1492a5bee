package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Event;

/** What can have happened to payments, by subject. */
public sealed interface PaymentEvent extends Event<PaymentTables>
    permits IntentEvent,
        MoneyEvent,
        PeopleEvent,
        SetupEvent,
        LedgerEvent,
        DisputeEvent,
        HookEvent,
        RiskEvent {}
