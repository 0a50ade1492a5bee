/**
 * More than one node: one has the log, the others are further doors of it and ask over the bus.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>One node decides and remembers; the others have neither log nor tables.</b> There is
 *       then nothing to agree on, nothing to fence and no second truth: a further door is as right
 *       as the home it asks. Price: it adds doors, not safety; while home is away it can only say
 *       so. (2026-11)
 *   <li><b>Infinispan for who is there, over TCP to told addresses.</b> Of the two clusters Vert.x
 *       knows, its caches are free, and it starts fewer threads. No lock of it is ever relied upon.
 *       Price: 21 MB on the class path before packing, some 2 s at the start of a clustered node; a
 *       house on its own loads none of it. It is 15.2 and not the 14 that Vert.x brings, which JDK
 *       24 and later do not start. (2026-11)
 *   <li><b>Questions are bus requests of sealed CBOR.</b> Whoever reaches the bus's port could
 *       otherwise ask as anybody, for the home believes a further door whom it asks for. Seals are
 *       HMACs under a secret all nodes share; an answer's names its question. Price: some
 *       microseconds a message; nothing is hidden, so only loopback addresses are allowed, and a
 *       question that was overheard can be asked again. (2026-11)
 *   <li><b>Nothing is kept at a further door, no key either.</b> Who asks is asked of home for each
 *       request, by the key's hash. A revoked key is refused with the next request. Price: a
 *       request costs two trips. (2026-11)
 *   <li><b>Unless it is certain that nothing was sent, an outcome is unknown.</b> A time-out, a
 *       home that goes away and an answer that cannot be read are 504, and the same Idempotency-Key
 *       finds out. Price: now and then a no that was certain is told as unknown. (2026-11)
 * </ul>
 */
package dev.mainstem.engine.cluster;
