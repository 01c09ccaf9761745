/**
 * Who may do what: API keys and the people whom an identity provider vouches for, the roles they
 * carry and the caller they stand for; and the audit list of who did what. Tables: api_key,
 * audit_entry; of author it looks up an id, for the key that acts as an author.
 */
package io.masthead.access;
