/**
 * Records to CBOR and JSON and back, and keys to bytes that keep their order. The only package that
 * looks into types.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>Field names stand in every CBOR map.</b> Events can then be read without their classes,
 *       by generic listeners and in ten years. Price: some 10 bytes a field. (2026-11)
 *   <li><b>A nested record of one scalar is written bare; a record as a whole never is.</b> A slug
 *       is a text, but an event of one component can still grow. Price: such a nested record
 *       cannot; the golden shapes notice. (2026-11)
 *   <li><b>One set of forms writes both CBOR and JSON</b>, as tokens of Jackson's streaming API.
 *       Price: slower than code generated per class; measured where it matters, on transfers.
 *       (2026-11)
 * </ul>
 */
package dev.mainstem.codec;
