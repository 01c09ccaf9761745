/**
 * The OWASP API Security Top 10 of 2023, a class an item. What other tests prove in passing stands
 * there ({@code RolesTest}, {@code BadInputTest}, {@code EdgeTest}, {@code DraftLeakTest}, {@code
 * AddressesTest}, {@code SenderTest}, {@code OidcTest}); here is what is asked of the whole.
 */
package io.masthead.owasp;
