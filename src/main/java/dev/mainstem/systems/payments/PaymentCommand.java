package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Command;

/** What may be asked of payments, by subject. */
public sealed interface PaymentCommand<R> extends Command<PaymentTables, R>
    permits ReferenceCommand,
        IntentCommand,
        MoneyCommand,
        OutcomeCommand,
        PeopleCommand,
        SetupCommand,
        LedgerCommand,
        DisputeCommand,
        HookCommand,
        RiskCommand {}
