package dev.mainstem.wire.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The route tables as a page for people: plain HTML, no script. */
final class ApiPage {
  private static final String HEAD =
      """
      <!doctype html><html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Mainstem API</title><style>
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto;
        padding: 0 1rem; }
      h2 { margin-top: 2.5rem; text-transform: capitalize; }
      li { padding: .6rem 0; list-style: none;
        border-top: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
      ul { padding: 0; } code { font: 14px ui-monospace, monospace; overflow-wrap: anywhere; }
      .method { display: inline-block; min-width: 4.5rem; font-weight: 600; }
      small { opacity: .75; display: block; }
      </style></head><body><h1>Mainstem API</h1>
      <p>Every route of every system. The same as data: <a href="/openapi.json">openapi.json</a>.
      Errors are problem+json; commands take <code>Idempotency-Key</code> and
      <code>If-Match</code>; reads take <code>?asOf=main-123</code>.</p>
      """;

  private final List<Line<?>> lines;

  ApiPage(List<Line<?>> lines) {
    this.lines = lines;
  }

  byte[] html() {
    var html = new StringBuilder(HEAD);
    var system = "";
    for (var line : lines) {
      if (!line.system().name().equals(system)) {
        if (!system.isEmpty()) html.append("</ul>");
        system = line.system().name();
        html.append("<h2>").append(system).append("</h2><ul>");
      }
      html.append("<li><code><span class=method>").append(line.method()).append("</span>");
      html.append(escape(line.template().text())).append("</code> ");
      html.append(escape(line.summary())).append("<small>scope ").append(line.scope());
      line.queries()
          .forEach(
              (name, says) -> html.append(" · ?").append(name).append(": ").append(escape(says)));
      html.append("</small></li>");
    }
    return html.append("</ul></body></html>").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
