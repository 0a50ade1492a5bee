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
 * </ul>
 */
package dev.mainstem.systems.notifications;
