/**
 * Full text over what is published. A question is what a reader types, as web searches take it; a
 * stemming brings the words of a language to what they have in common; a mark is the place of a
 * word that was found. Tables: search_document.
 */
package io.masthead.search;
