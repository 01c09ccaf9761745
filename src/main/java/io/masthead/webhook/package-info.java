/**
 * Sends events to receivers that asked for them, by Standard Webhooks. A <i>webhook</i> is such a
 * receiver, with the events it wants and a secret; a <i>delivery</i> is one event on its way to
 * one, with the request and the answer of its latest try. Each webhook has its events in their
 * order, one at a time, tried again after growing <i>pauses</i>, and is off after the last; a
 * <i>notice</i>, a <i>replay</i> and a <i>test</i> go beside that line. Owns the tables webhook and
 * webhook_delivery.
 */
package io.masthead.webhook;
