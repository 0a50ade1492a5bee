package dev.mainstem.wire.http;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Engine;
import dev.mainstem.store.Store;

/**
 * What the door needs of the house.
 *
 * @param maxBodyBytes a longer body is refused
 * @param bodyMs a body must have arrived in this time
 */
record Works(Engine engine, Bus bus, int maxBodyBytes, long bodyMs) {
  Codec codec() {
    return engine.codec();
  }

  Store store() {
    return engine.store();
  }
}
