/**
 * Who writes: authors, as bylines name them and as their own pages show them. Words: author, kind
 * (staff, contributor, guest, agency, organisation), sort name (what lists are ordered by), look
 * (what a name is taken for by those who read it). Tables: author, author_look.
 */
package io.masthead.author;
