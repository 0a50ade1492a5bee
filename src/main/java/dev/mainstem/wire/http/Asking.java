package dev.mainstem.wire.http;

import dev.mainstem.engine.Callers.Who;
import dev.mainstem.kernel.Ask;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Tenant;
import java.util.Map;
import java.util.Optional;

/** One request as routes see it. */
record Asking(Who who, Map<String, String> path, Map<String, String> query, Page page)
    implements Ask {
  @Override
  public Tenant tenant() {
    return who.tenant();
  }

  @Override
  public Caller caller() {
    return who.caller();
  }

  @Override
  public String path(String name) {
    var value = path.get(name);
    if (value == null) throw new IllegalArgumentException("no {" + name + "} in this path");
    return value;
  }

  @Override
  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }
}
