/** A small newsroom of our own writing, for trying things out on an empty database. No tables. */
package io.masthead.sample;
