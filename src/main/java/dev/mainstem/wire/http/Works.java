package dev.mainstem.wire.http;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Engine;
import dev.mainstem.engine.keys.Seals;
import dev.mainstem.store.Store;

/**
 * What a door needs of a house with tables.
 *
 * @param codec shows what is sealed
 * @param quick the same where the disk must not be read
 * @param seals opens what is personal
 */
record Works(Engine engine, Bus bus, Bodies.Bounds bounds, Codec codec, Codec quick, Seals seals) {
  static Works of(HttpDoor.Ground ground, Bodies.Bounds bounds) {
    var codec = ground.engine().codec();
    var shows = codec.opening(ground.seals().opening(false));
    var quick = codec.opening(ground.seals().opening(true));
    return new Works(ground.engine(), ground.bus(), bounds, shows, quick, ground.seals());
  }

  long bodyMs() {
    return bounds.ms();
  }

  Store store() {
    return engine.store();
  }
}
