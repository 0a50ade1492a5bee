package dev.mainstem.systems.links;

import java.time.Instant;

/** A host name a tenant has claimed for its links. */
public record Domain(String host, Instant since) {}
