package dev.mainstem.app;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/** How messages on stderr look; logback.xml has the form for people. */
final class Messages {
  private Messages() {}

  /** From now on, one JSON object a line. */
  static void asJson() {
    var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    var stderr = (ConsoleAppender<ILoggingEvent>) root.getAppender("stderr");
    var json = new JsonEncoder();
    json.setContext(root.getLoggerContext());
    json.start();
    stderr.stop();
    stderr.setEncoder(json);
    stderr.start();
  }
}
