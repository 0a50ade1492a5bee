package dev.mainstem.codec;

import dev.mainstem.kernel.Sealed;
import java.util.Optional;

/** Whoever has the keys of sealed values. Safe for all threads. */
public interface Opening {
  /** What is in the box, in CBOR; empty if it cannot be opened any more. */
  Optional<byte[]> open(Sealed<?> sealed);
}
