/**
 * How often an article was read. A hit is one request that says so; a visitor is a keyed hash of
 * address, agent and article that lives as long as its day's salt; a view is a hit that counts.
 * Tables: view_hit, view_hour, view_day, view_referrer, view_import.
 */
package io.masthead.view;
