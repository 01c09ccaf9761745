/**
 * How Masthead speaks HTTP: strict JSON in, problems (RFC 9457) out, pages, cursors, preconditions
 * and the two OpenAPI documents. Knows no noun of the newsroom. Tables: signing_key,
 * idempotency_key.
 */
package io.masthead.http;
