/**
 * The HTTP door: route tables of systems and routes of the house on one listener, problem+json (RFC
 * 9457), idempotency keys, entity tags, pages, server-sent events, OpenAPI.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>A read runs on the event loop from memory only</b>; what memory cannot answer throws a
 *       {@code Miss} and runs again on a bounded pool. A read is written once and is fast where it
 *       can be. Price: a read that misses late does its first part twice. (2026-11)
 *   <li><b>Paths are found in a tree of segments of our own.</b> A router that tries patterns in
 *       turn slows down with every system added. Price: 80 lines. (2026-11)
 *   <li><b>A console session is a signed name of the key's hash.</b> Nothing is stored, and
 *       revoking the key ends it. Price: a lost cookie is good until then, at most 12 hours.
 *       (2026-11)
 *   <li><b>A foreign API is a table of functions of the call</b>, not of commands: its words are
 *       not ours, one call may ask several things, and its no is its own. What is the same for all,
 *       it does not see: checks of Host and Origin, keys, bounds, idempotency. Price: it is not in
 *       our OpenAPI. (2026-11)
 *   <li><b>A further door understands a request itself and has only the answer from elsewhere</b>
 *       ({@code Origin}): bounds are checked where the request arrived, and a read travels as path,
 *       query and two headers, not as code. Price: both nodes must know the same routes, and
 *       streams, foreign APIs, the console and sessions are at home only. (2026-11)
 *   <li><b>Every door listens through {@code SharedServer}</b>, whatever it speaks: what bounds
 *       connections, heads, frames and slow clients is there once. Price: HTTP/1.1 only. (2026-11)
 *   <li><b>Bodies that are not answered share one room</b>, 64 MiB if nothing is said; one more is
 *       refused with 503 before anything happened. Files could hold them, but what reads them wants
 *       them whole. Price: few very large bodies at a time. (2026-11)
 * </ul>
 */
package dev.mainstem.wire.http;
