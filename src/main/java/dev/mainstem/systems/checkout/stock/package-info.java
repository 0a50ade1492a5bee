/**
 * Units of goods: how many there are, are promised and are sold.
 *
 * <p>Decision (2026-11): on hand counts every unit ever supplied and not written off, so that what
 * can be promised is always on hand less reserved less sold, three counts of which none is derived.
 * One writer decides all of it on current numbers, so a hot item is an addition in memory and costs
 * what any other does.
 */
package dev.mainstem.systems.checkout.stock;
