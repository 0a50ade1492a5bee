package dev.mainstem.kernel;

/**
 * Bytes too large for an event, by what they are: events and rows carry this, the blob store has
 * the bytes.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param bytes how many there are
 */
public record Blob(String sha256, long bytes) {}
