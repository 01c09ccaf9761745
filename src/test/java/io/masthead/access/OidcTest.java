package io.masthead.access;

import static io.masthead.support.NewsApi.article;
import static io.masthead.support.NewsApi.atOnce;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.published;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.database.Sql;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.Statements;
import io.masthead.support.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens of an identity provider beside keys. */
@QuarkusTest
class OidcTest {

  private static final String KEYS = "/manage/v1/keys";
  private static final String ARTICLES = "/manage/v1/articles";

  @Inject Sql sql;

  @AfterEach
  void comeBack() {
    Tokens.setAway(false);
  }

  @Test
  void a_token_lets_in_whom_it_is_about_with_the_role_that_the_setting_says() {
    String subject = mark();
    String token = token(subject, "newsroom-editors");
    assertEquals(200, status(token));
    String id = id(subject);
    key(id)
        .body("kind", equalTo("oidc"))
        .body("name", equalTo(subject))
        .body("role", equalTo("editor"))
        .body("issuer", equalTo(Tokens.issuer()))
        .body("subject", equalTo(subject))
        .body("lastUsedAt", notNullValue())
        .body("$", not(hasKey("key")));
    as(token).get(KEYS).then().statusCode(403).contentType("application/problem+json");
    String made =
        as(token)
            .contentType(ContentType.JSON)
            .body(article("A " + mark()))
            .post(ARTICLES)
            .then()
            .statusCode(201)
            .body("createdBy", equalTo(id))
            .extract()
            .path("id");
    as(token)
        .get(ARTICLES + "/" + made + "/revisions")
        .then()
        .body("items[0].by", equalTo(Map.of("key", id, "name", subject)));
    audit("subjectId", made)
        .body("items[0].by", equalTo(Map.of("key", id, "name", subject, "role", "editor")));
    audit("subjectId", id)
        .body("items.action", equalTo(List.of("created")))
        .body("items[0].by.key", equalTo(id))
        .body("items[0].requestId", notNullValue());
    assertEquals(200, status(token(mark(), "newsroom-admins"), KEYS));
    assertEquals(200, status(token(mark(), "newsroom=authors")));
    assertEquals(200, status(token(mark(), "replies"), "/manage/v1/comments"));
    assertEquals(403, status(token(mark(), "replies")));
  }

  @Test
  void a_token_that_is_not_for_here_or_not_good_now_is_refused_as_a_wrong_key_is() {
    String subject = mark();
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put("wrong audience", changed(subject, c -> c.setAudience("other")));
    refused.put("no audience", changed(subject, c -> c.unsetClaim("aud")));
    refused.put("wrong issuer", changed(subject, c -> c.setIssuer("https://other.example")));
    refused.put("no issuer", changed(subject, c -> c.unsetClaim("iss")));
    refused.put("expired", changed(subject, c -> c.setExpirationTime(in(-5))));
    refused.put("without an end", changed(subject, c -> c.unsetClaim("exp")));
    refused.put("not yet valid", changed(subject, c -> c.setNotBefore(in(120))));
    refused.put("no subject", changed(subject, c -> c.unsetClaim("sub")));
    refused.put("a subject of nothing", changed(subject, c -> c.setSubject(" ")));
    refused.put("a subject with NUL", changed(subject, c -> c.setSubject("a\u0000b")));
    refused.put("a name with NUL", changed(subject, c -> c.setClaim("name", "a\u0000b")));
    refused.put("a subject too long", changed(subject, c -> c.setSubject("s".repeat(256))));
    refused.put("a subject that is a number", changed(subject, c -> c.setClaim("sub", 7)));
    refused.forEach(OidcTest::assertRefused);
    assertEquals(200, status(changed(subject, c -> c.setAudience("other", Tokens.audience()))));
    assertEquals(200, status(changed(subject, c -> c.setSubject("s".repeat(255)))));
  }

  @Test
  void a_token_that_the_provider_did_not_sign_is_refused() throws Exception {
    JwtClaims claims = Tokens.claims(mark(), "newsroom-admins");
    String good = Tokens.signed(claims);
    String[] parts = good.split("\\.");
    RsaJsonWebKey key = Tokens.key();
    RsaJsonWebKey stranger = Tokens.otherKey();
    RsaJsonWebKey pretender = Tokens.otherKey();
    pretender.setKeyId(key.getKeyId());

    JsonWebSignature none = new JsonWebSignature();
    none.setAlgorithmHeaderValue("none");
    JsonWebSignature symmetric = new JsonWebSignature();
    symmetric.setAlgorithmHeaderValue("HS256");
    symmetric.setKeyIdHeaderValue(key.getKeyId());
    symmetric.setKey(new HmacKey(key.getRsaPublicKey().getEncoded()));
    JsonWebSignature pem = new JsonWebSignature();
    pem.setAlgorithmHeaderValue("HS256");
    pem.setKeyIdHeaderValue(key.getKeyId());
    pem.setKey(
        new HmacKey(
            ("-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(key.getRsaPublicKey().getEncoded())
                    + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII)));
    JsonWebSignature embedded = new JsonWebSignature();
    embedded.setAlgorithmHeaderValue("RS256");
    embedded.setJwkHeader(stranger);
    embedded.setKey(stranger.getPrivateKey());
    JsonWebSignature elsewhere = new JsonWebSignature();
    elsewhere.setAlgorithmHeaderValue("RS256");
    elsewhere.setHeader("jku", "http://localhost:1/keys");
    elsewhere.setKeyIdHeaderValue(stranger.getKeyId());
    elsewhere.setKey(stranger.getPrivateKey());

    Map<String, String> refused = new LinkedHashMap<>();
    refused.put("alg none", Tokens.compact(none, claims));
    refused.put("alg none, with a signature", Tokens.compact(none, claims) + parts[2]);
    refused.put("the public key as a secret", Tokens.compact(symmetric, claims));
    refused.put("the public key as PEM as a secret", Tokens.compact(pem, claims));
    refused.put("a key that the token brings", Tokens.compact(embedded, claims));
    refused.put("a key that the token points to", Tokens.compact(elsewhere, claims));
    refused.put("an unknown key", Tokens.signed(claims, stranger));
    refused.put("another key of that name", Tokens.signed(claims, pretender));
    refused.put("no signature", parts[0] + "." + parts[1] + ".");
    refused.put("an altered signature", parts[0] + "." + parts[1] + "." + altered(parts[2]));
    refused.put("an altered payload", parts[0] + "." + altered(parts[1]) + "." + parts[2]);
    refused.put(
        "another payload",
        parts[0]
            + "."
            + Tokens.signed(Tokens.claims("x", "newsroom-admins")).split("\\.")[1]
            + "."
            + parts[2]);
    refused.put("an altered header", altered(parts[0]) + "." + parts[1] + "." + parts[2]);
    refused.put("nonsense", "eyJ.eyJ.eyJ");
    refused.put("nothing but dots", "eyJ..");
    refused.put("a part more", good + ".x");
    refused.forEach(OidcTest::assertRefused);
    assertEquals(200, status(good));
  }

  @Test
  void a_token_in_the_address_or_under_another_scheme_is_none() {
    String token = token(mark(), "newsroom-admins");
    given().queryParam("access_token", token).get(KEYS).then().statusCode(401);
    given().header("Authorization", "Basic " + token).get(KEYS).then().statusCode(401);
    given().header("Authorization", token).get(KEYS).then().statusCode(401);
    given().header("Authorization", "bearer " + token).get(KEYS).then().statusCode(200);
  }

  @Test
  void who_has_no_role_of_ours_is_known_and_may_nothing() {
    for (String[] roles : new String[][] {{}, {"sales"}, {"administrator", "editor", "author"}}) {
      String subject = mark();
      String token = token(subject, roles);
      as(token)
          .get(ARTICLES)
          .then()
          .statusCode(403)
          .contentType("application/problem+json")
          .body("code", equalTo("forbidden"));
      assertEquals(List.of(), rows(subject));
      comment(token).statusCode(403);
    }
    assertEquals(403, status(changed(mark(), c -> c.setStringClaim("groups", "sales"))));
    assertEquals(403, status(changed(mark(), c -> c.unsetClaim("groups"))));
  }

  @Test
  void of_several_roles_the_highest_holds_and_it_is_what_the_last_token_says() {
    String subject = mark();
    assertEquals(200, status(token(subject, "desk", "newsroom-editors", "replies", "sales")));
    String id = id(subject);
    key(id).body("role", equalTo("editor"));
    String lower = token(subject, "desk");
    assertEquals(200, status(lower));
    assertEquals(403, status(lower, "/manage/v1/comments"));
    key(id).body("role", equalTo("contributor"));
    audit("subjectId", id)
        .body("items.action", equalTo(List.of("edited", "created")))
        .body("items[0].before", equalTo(Map.of("role", "editor")))
        .body("items[0].after", equalTo(Map.of("role", "contributor")));
    assertEquals(1, rows(subject).size());
  }

  @Test
  void a_person_has_the_name_that_the_token_gives() {
    Map<String, JwtClaims> named = new LinkedHashMap<>();
    named.put("ann", with("preferred_username", "ann", "name", "Ann Lee", "email", "a@b.example"));
    named.put("Ann Lee", with("name", "Ann Lee", "email", "a@b.example"));
    named.put("a@b.example", with("preferred_username", " ", "email", "a@b.example"));
    named.put("x".repeat(120), with("preferred_username", "x".repeat(500)));
    named.put("Bob", with("preferred_username", "a\u202eb", "name", "Bob"));
    named.put("Carl", with("preferred_username", List.of("no"), "name", "Carl"));
    named.forEach(
        (name, claims) -> {
          String token = Tokens.signed(claims);
          assertEquals(200, status(token), name);
          key(id(subject(claims))).body("name", equalTo(name));
        });
    String subject = mark();
    assertEquals(200, status(token(subject, "desk")));
    JwtClaims renamed = Tokens.claims(subject, "desk");
    renamed.setStringClaim("name", "Ann Lee-Park");
    assertEquals(200, status(Tokens.signed(renamed)));
    key(id(subject)).body("name", equalTo("Ann Lee-Park"));
  }

  @Test
  void a_person_who_is_revoked_is_let_in_no_more_whatever_token_they_have() {
    String subject = mark();
    assertEquals(200, status(token(subject, "newsroom-editors")));
    String id = id(subject);
    Keys.as("administrator").delete(KEYS + "/" + id).then().statusCode(204);
    assertRefused("revoked", token(subject, "newsroom-editors"));
    assertRefused("revoked", token(subject, "newsroom-admins"));
    key(id).body("revokedAt", notNullValue()).body("role", equalTo("editor"));
  }

  @Test
  void a_person_is_tied_to_an_author_and_owns_what_it_signs() {
    String subject = mark();
    String token = token(subject, "desk");
    assertEquals(200, status(token));
    String id = id(subject);
    NewsApi.Made author = NewsApi.author();
    String signed = NewsApi.draft("A " + mark(), "bylines", List.of(Map.of("author", author.id())));
    as(token).get(ARTICLES + "/" + signed).then().statusCode(404);
    patch(id, Map.of("author", author.slug())).statusCode(200).body("author", equalTo(author.id()));
    as(token).get(ARTICLES + "/" + signed).then().statusCode(200);
    key(id).body("author", equalTo(author.id())).body("role", equalTo("contributor"));
    patch(id, NewsApi.members("author", null)).statusCode(200).body("author", nullValue());
    as(token).get(ARTICLES + "/" + signed).then().statusCode(404);
    audit("subjectId", id)
        .body("items.action", equalTo(List.of("edited", "edited", "created")))
        .body("items[1].after", equalTo(Map.of("author", author.id())))
        .body("items[0].before", equalTo(Map.of("author", author.id())));
  }

  @Test
  void what_cannot_be_changed_of_a_key_is_told() {
    String subject = mark();
    assertEquals(200, status(token(subject, "desk")));
    String id = id(subject);
    patch(id, Map.of("author", "nobody-" + mark()))
        .statusCode(422)
        .body("errors.pointer", equalTo(List.of("/author")))
        .body("errors.code", equalTo(List.of("not_found")));
    patch(id, Map.of("role", "administrator"))
        .statusCode(400)
        .body("errors.code", equalTo(List.of("unknown_member")));
    patch(id, Map.of("author", 7))
        .statusCode(400)
        .body("errors.code", equalTo(List.of("invalid_type")));
    patch(id, Map.of("author", "a\u0000b"))
        .statusCode(400)
        .body("errors.code", equalTo(List.of("nul_character")));
    patch(id, Map.of("author", "a".repeat(121)))
        .statusCode(422)
        .body("errors.code", equalTo(List.of("too_long")));
    patch(UUID.randomUUID().toString(), NewsApi.members("author", null)).statusCode(404);
    Keys.as("editor")
        .contentType("application/merge-patch+json")
        .body("{}")
        .patch(KEYS + "/" + id)
        .then()
        .statusCode(403);
    Keys.as("administrator")
        .contentType(ContentType.JSON)
        .body("{}")
        .patch(KEYS + "/" + id)
        .then()
        .statusCode(415);
    patch(id, Map.of()).statusCode(200);
    audit("subjectId", id).body("items.action", equalTo(List.of("created")));
  }

  @Test
  void a_person_comments_and_is_no_reader() {
    String token = token(mark(), "newsroom-editors");
    comment(token)
        .statusCode(201)
        .body("comment.author.kind", equalTo("staff"))
        .body("comment.state", equalTo("published"));
    String article = published("A " + mark());
    as(token)
        .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)")
        .post("/api/v1/articles/{id}/views", article)
        .then()
        .statusCode(200)
        .body("counted", equalTo(false));
    assertEquals(401, comment(altered(token)).extract().statusCode());
  }

  @Test
  void many_first_requests_at_once_make_one_person() {
    String subject = mark();
    String token = token(subject, "desk");
    assertEquals(Set.of(200), new TreeSet<>(atOnce(12, i -> status(token))));
    assertEquals(1, rows(subject).size());
    audit("subjectId", id(subject)).body("items.action", equalTo(List.of("created")));
  }

  @Test
  void a_person_who_is_known_costs_one_read_and_no_write() {
    String token = token(mark(), "desk");
    assertEquals(200, status(token));
    assertEquals(200, status(Keys.of("contributor")));
    try (Statements statements = new Statements()) {
      String request = Statements.requestId();
      as(token).header("X-Request-Id", request).get(ARTICLES + "?limit=1").then().statusCode(200);
      List<String> sent = statements.of(request);
      String key = Statements.requestId();
      Keys.as("contributor")
          .header("X-Request-Id", key)
          .get(ARTICLES + "?limit=1")
          .then()
          .statusCode(200);
      assertEquals(statements.of(key).size(), sent.size(), sent::toString);
    }
  }

  @Test
  void the_last_use_is_kept_to_the_minute() {
    String subject = mark();
    String token = token(subject, "desk");
    assertEquals(200, status(token));
    String first = key(id(subject)).extract().path("lastUsedAt");
    assertEquals(200, status(token));
    key(id(subject)).body("lastUsedAt", equalTo(first));
    sql.update("update api_key set last_used_at = '2026-01-01Z' where subject = ?", subject);
    assertEquals(200, status(token));
    key(id(subject)).body("lastUsedAt", not(containsString("2026-01-01")));
  }

  @Test
  void a_new_key_of_the_provider_is_found_and_the_old_one_counts_no_more() {
    String old = token(mark(), "desk");
    assertEquals(200, status(old));
    Tokens.rotate();
    assertEquals(200, status(token(mark(), "desk")));
    assertRefused("signed with the old key", old);
  }

  @Test
  void while_the_provider_is_away_tokens_of_known_keys_and_keys_go_on() {
    String known = token(mark(), "desk");
    assertEquals(200, status(known));
    Tokens.setAway(true);
    assertEquals(200, status(known));
    assertEquals(200, status(Keys.of("editor")));
    String unknown = Tokens.signed(Tokens.claims(mark(), "desk"), Tokens.otherKey());
    as(unknown)
        .get(ARTICLES)
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", notNullValue());
    given().get("/api/v1/articles?limit=1").then().statusCode(200);
  }

  private static NumericDate in(int seconds) {
    NumericDate time = NumericDate.now();
    time.addSeconds(seconds);
    return time;
  }

  private interface Change {
    void on(JwtClaims claims);
  }

  private static String changed(String subject, Change change) {
    JwtClaims claims = Tokens.claims(subject, "newsroom-admins");
    change.on(claims);
    return Tokens.signed(claims);
  }

  private static JwtClaims with(Object... members) {
    JwtClaims claims = Tokens.claims(mark(), "desk");
    NewsApi.members(members).forEach(claims::setClaim);
    return claims;
  }

  private static String subject(JwtClaims claims) {
    return (String) claims.getClaimValue("sub");
  }

  private static String token(String subject, String... roles) {
    return Tokens.signed(Tokens.claims(subject, roles));
  }

  /** Another letter in its middle. */
  private static String altered(String text) {
    int middle = text.length() / 2;
    char other = text.charAt(middle) == 'A' ? 'B' : 'A';
    return text.substring(0, middle) + other + text.substring(middle + 1);
  }

  private static RequestSpecification as(String token) {
    return given().header("Authorization", "Bearer " + token);
  }

  private static int status(String token) {
    return status(token, ARTICLES);
  }

  private static int status(String token, String path) {
    return as(token).get(path).statusCode();
  }

  private static void assertRefused(String what, String token) {
    ValidatableResponse answer = as(token).get(ARTICLES).then();
    assertEquals(401, answer.extract().statusCode(), what);
    answer
        .contentType("application/problem+json")
        .header("WWW-Authenticate", "Bearer realm=\"masthead\"")
        .header("Cache-Control", "private, no-store")
        .body("code", equalTo("unauthorized"));
  }

  private static ValidatableResponse comment(String token) {
    return as(token)
        .contentType(ContentType.JSON)
        .body(Map.of("author", Map.of("name", "Desk " + mark()), "body", "Ours " + mark()))
        .post("/api/v1/articles/{id}/comments", published("A " + mark()))
        .then();
  }

  private List<UUID> rows(String subject) {
    return sql.list(
        "select id from api_key where subject = ?", row -> Sql.uuid(row, "id"), subject);
  }

  private String id(String subject) {
    return rows(subject).get(0).toString();
  }

  private static ValidatableResponse key(String id) {
    return Keys.as("administrator").get(KEYS + "/" + id).then().statusCode(200);
  }

  private static ValidatableResponse patch(String id, Object patch) {
    return NewsApi.patch("administrator", KEYS + "/" + id, null, patch);
  }

  private static ValidatableResponse audit(Object... parameters) {
    return Keys.as("administrator")
        .queryParams(NewsApi.members(parameters))
        .get("/manage/v1/audit")
        .then()
        .statusCode(200);
  }
}
