package dev.mainstem.systems.links;

import java.time.Instant;

/** One hour of one link. */
record UsageHour(LinkKey link, Instant hour) {}
