package dev.mainstem.systems.links;

/** How many links of a domain are not retired. */
record LinkCount(long live) {}
