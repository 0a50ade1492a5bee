/** What the browser console and whoever looks after a house ask of the house as a whole. */
package dev.mainstem.console;
