/**
 * What is measured, and against whom: {@code mvn -Pbench verify -Dbench=NAME}.
 *
 * <p>A benchmark names its contenders, us and the peers and the raw disk among them. {@link
 * dev.mainstem.bench.Bench} lets them run in turn, round after round, so that a slow minute of the
 * machine hits all alike; the median counts and the spread is told.
 */
package dev.mainstem.bench;
