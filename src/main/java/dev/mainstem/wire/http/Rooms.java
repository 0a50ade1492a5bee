package dev.mainstem.wire.http;

/** What the doors of a node with tables share. */
record Rooms(
    Works works,
    Reply reply,
    Readers readers,
    Credentials credentials,
    Streams streams,
    Histories histories) {}
