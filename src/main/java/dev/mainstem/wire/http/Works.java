package dev.mainstem.wire.http;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Engine;
import dev.mainstem.store.Store;

/** What a door needs of a house with tables. */
record Works(Engine engine, Bus bus, Bodies.Bounds bounds) {
  long bodyMs() {
    return bounds.ms();
  }

  Codec codec() {
    return engine.codec();
  }

  Store store() {
    return engine.store();
  }
}
