/**
 * Who may do what: API keys, the roles they carry and the caller they stand for. Tables: api_key;
 * of author it looks up an id, for the key that acts as an author.
 */
package io.masthead.access;
