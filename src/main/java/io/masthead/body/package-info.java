/**
 * An article's body: typed blocks with inline marks, read from HTML, Markdown or JSON and written
 * as any of them. Words: block, span (a run of text with one formatting), mark. Owns no table.
 */
package io.masthead.body;
