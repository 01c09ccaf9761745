/**
 * Who writes: authors, as bylines name them and as their own pages show them. Words: author, kind
 * (staff, contributor, guest, agency, organisation), sort name (what lists are ordered by). Tables:
 * author.
 */
package io.masthead.author;
