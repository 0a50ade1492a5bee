package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page of docs/add-a-system.md stands in the console, where the build has what bundles it. */
class DocsIT {
  private static final Logger LOG = LoggerFactory.getLogger(DocsIT.class);

  @Test
  void its_page_is_bundled_with_the_console(@TempDir Path directory) throws Exception {
    var doc = new Doc(Path.of("docs", "add-a-system.md"), directory);
    doc.write();
    var scripts = doc.bundle();
    if (scripts.isEmpty()) LOG.info("no node here: the page of the doc is not bundled");
    else assertTrue(scripts.get().contains("polls-page"), "its page is not in the bundle");
  }
}
