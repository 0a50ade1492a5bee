/**
 * Notifications: what is said to topics, to webhooks and to people.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>Messages have one number for all topics of a tenant</b>, so that a stream of several
 *       topics has one cursor. Price: a row that every message overwrites. (2026-11)
 *   <li><b>A stream has a cursor and no queue.</b> Each event loop follows the journal once for
 *       each tenant, and writes a message once for each format; a subscriber whose connection is
 *       full reads from the tables until it is up again. Price: who is slow costs reads. (2026-11)
 *   <li><b>A file's address is the right to read it</b>, as with ntfy: it cannot be guessed, and
 *       whoever has the message has it. Its bytes stay in the blob store when the message expires,
 *       as all blobs do. (2026-11)
 *   <li><b>Visitors without a key meet the topics of one tenant, or none</b>, which is what is set
 *       unless somebody sets otherwise, and there only what rules for everybody allow. (2026-11)
 *   <li><b>Times of day without a zone, such as "tomorrow, 10am", are those of the house's
 *       zone</b>, as ntfy has it. (2026-11)
 *   <li><b>ntfy's templates and calls are refused</b> and not passed over: who asked for them would
 *       take the message for sent as meant. (2026-11)
 *   <li><b>Webhooks go out in lanes: one batch of at most 32 at a time for each endpoint</b>, asked
 *       for by an event and answered by a command, so that the engine's agenda has one entry for an
 *       endpoint however much it is to be told, and who does not answer holds up nobody. After
 *       failures a lane rests and then tries one message. Price: a batch waits for its slowest
 *       answer, 20 seconds at most; more than 64 endpoints that never answer share the engine's
 *       places for effects with those that do. (2026-11)
 *   <li><b>Secrets of endpoints are made of the house's secret and a number</b> that rolling
 *       raises. So none is stored or logged, and a restored house signs as before. Price: nobody
 *       can bring their own. (2026-11)
 *   <li><b>People have dense numbers, and what holds of them is bits in rows</b> of 1,000 people
 *       for each term, changed with the person. A broadcast is then planned by bitmaps, from rows
 *       that have a past like all others; a rule could not read a view. A row is 125 bytes at most,
 *       which is what one change writes; larger blocks would make changes dear, smaller ones plans.
 *       (2026-11)
 *   <li><b>A delivery of a broadcast is a bit of its chunk of 5,000 people</b>, in one place at a
 *       time: waiting, held, sending, taken, failed or passed over with a reason. Nothing is kept
 *       of a person who is not meant, and {@code why} is read off two rows. Price: times of single
 *       deliveries stand in the log only. (2026-11)
 *   <li><b>A broadcast is a chain of numbered steps</b>, each a decision that plans a chunk or
 *       hands over at most 200 deliveries. Whoever asks for a step that was taken asks for nothing,
 *       so crashes, pauses and released holds never make two chains. Price: one broadcast runs on
 *       one thread. (2026-11)
 *   <li><b>Messages to topics and webhooks are handed over in the decision that says so</b>, for
 *       they are events of the same journal: exactly once. Mails are sent by an effect: at least
 *       once, under one Message-ID. (2026-11)
 *   <li><b>Whether somebody wants it is decided when a chunk is planned and looked at again when it
 *       is handed over.</b> Quiet hours are judged in the person's zone when it is planned, and end
 *       in steps of a quarter of an hour. (2026-11)
 *   <li><b>Nothing gets through to a person, not to an address</b>: a mailbox that refuses
 *       suppresses the channel of that person, since addresses are sealed. Price: who has the same
 *       address under two names is tried twice. (2026-11)
 *   <li><b>The journal of what was said to whom is kept as long as messages are</b>, 12 hours
 *       unless set otherwise, and longer only for what a timer or an attempt still needs. Rows
 *       stay: what was announced for 30 days, what came of a broadcast for good. Price: histories
 *       of topics and the times of single deliveries end there. (2026-11)
 *   <li><b>Who shows no key is measured by address</b>, as ntfy measures its visitors, in memory: a
 *       restart forgets. Who shows one is a product's own server and is not. (2026-11)
 *   <li><b>An address that a message is mailed to is sealed for that mail alone</b>, and its key
 *       destroyed when it is known what came of it. (2026-11)
 *   <li><b>Readers of mails unsubscribe at ntfy's listener</b>: it is the one that strangers reach,
 *       and needs no key where the main one does. (2026-11)
 * </ul>
 */
package dev.mainstem.systems.notifications;
