package dev.mainstem.engine.delivery;

import java.util.Map;

/**
 * One message to somebody else's server.
 *
 * @param url where it goes; see {@link AddressGuard#check}
 * @param id the same each time it is sent
 * @param headers such as {@code Content-Type}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Letter(String url, String id, Map<String, String> headers, byte[] body) {}
