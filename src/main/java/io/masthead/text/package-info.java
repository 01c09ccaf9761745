/**
 * What a text may be: characters, lengths, languages, slugs and addresses, the same for every room.
 * Words: line (a text without breaks), prose (a text with them), slug, language. Owns no table.
 */
package io.masthead.text;
