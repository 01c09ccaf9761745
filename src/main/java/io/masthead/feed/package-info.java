/**
 * What feed readers and search engines subscribe to. A feed is the newest of the site, or of what
 * stands under a term; a sitemap tells of the articles that were published in a month, and the news
 * sitemap of those of two days. No tables.
 */
package io.masthead.feed;
