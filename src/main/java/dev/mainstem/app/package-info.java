/**
 * Where everything is put together: the main class, the settings, the doors that were opened.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>A setting is an object, not a string.</b> Each is declared once in {@link
 *       dev.mainstem.app.Catalogue} with its default, its bounds and a sentence, and read by that
 *       object: a misspelled read does not compile, and {@code conf/mainstem.yaml} is compared with
 *       the catalogue by a test. Price: a new setting needs two lines, one here and one there.
 *       (2026-11)
 *   <li><b>All mistakes in the settings are told at once.</b> Nothing is worse than a start that
 *       fails five times for five reasons. (2026-11)
 *   <li><b>Values are shown as they were written.</b> A message shows {@code ${file:/run/key}},
 *       never what stands in that file, so nothing secret reaches a log. (2026-11)
 * </ul>
 */
package dev.mainstem.app;
