/**
 * Which PostgreSQL Masthead works with: the one given, else an embedded one that keeps its files in
 * the data directory.
 *
 * <p>Words: a <em>given</em> database is named by {@code quarkus.datasource.jdbc.url}; the
 * <em>embedded</em> server is started and stopped with the application; the <em>data directory</em>
 * ({@code masthead.data}) holds the embedded server's binaries, data, password and log, and belongs
 * to one running Masthead at a time; an <em>orphan</em> is an embedded server whose Masthead was
 * killed; a <em>standby</em> ({@code masthead.read-url}) follows the database and answers readers.
 * Tables: none but Flyway's own.
 */
package io.masthead.database;
