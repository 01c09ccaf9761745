package io.masthead.comment;

/** What the OpenAPI documents show. */
final class Examples {

  static final String REQUEST =
      """
      {"author": {"name": "Reader", "email": "reader@example.org"}, "body": "I crossed it *this morning*."}
      """;

  private static final String START =
      """
      {"id": "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69", "depth": 0,
       "author": {"name": "Reader", "kind": "guest"},
       "body": {"text": "I crossed it *this morning*.",
                "html": "<p>I crossed it <em>this morning</em>.</p>"},
       "dir": "ltr", "createdAt": "2026-11-25T09:00:00.000Z", "likes": 0,
      """;

  static final String COMMENT =
      START
          + """
          "state": "published", "replyCount": 0}
          """;

  private static final String TOKENS =
      """
      , "editToken": "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA",
      "guestToken": "7N8rM0V4kAGrze8SNFZ4kKvN7xI0VniQq83vEjRWeJB",
      "editableUntil": "2026-11-25T09:15:00.000Z"}
      """;

  static final String POSTED = "{\"comment\": " + COMMENT + TOKENS;

  static final String WAITING =
      "{\"comment\": "
          + START
          + """
          "state": "pending", "replyCount": 0}
          """
          + TOKENS;

  private static final String REPLY =
      """
      {"id": "0198c2f5-0a11-7c44-8d02-5b6c7d8e9f10", "depth": 1,
       "parentId": "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69",
       "author": {"name": "P. Guest", "kind": "guest"},
       "body": {"text": "And how was it?", "html": "<p>And how was it?</p>"},
       "dir": "ltr", "state": "published", "createdAt": "2026-11-25T09:05:00.000Z",
       "replyCount": 0, "likes": 0
      """;

  static final String PAGE =
      "{\"items\": ["
          + START
          + """
          "state": "published", "replyCount": 1, "replies": {"items": [
          """
          + REPLY
          + ", \"replies\": {\"items\": []}}]}}], \"page\": {\"limit\": 20}}";

  static final String REPLIES = "{\"items\": [" + REPLY + "}], \"page\": {\"limit\": 20}}";

  static final String LATEST =
      "{\"items\": ["
          + REPLY
          + """
          , "article": {"id": "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a68", "slug": "a-bridge-opens",
          "lang": "en", "title": "A bridge opens"}}], "page": {"limit": 20}}
          """;

  static final String RSS =
      """
      <?xml version="1.0" encoding="UTF-8"?><rss version="2.0" \
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>A bridge opens</title>\
      <link>https://news.example/world/a-bridge-opens</link><description>A bridge opens</description>\
      <language>en</language><lastBuildDate>Wed, 25 Nov 2026 09:00:00 GMT</lastBuildDate></channel></rss>""";

  static final String ATOM =
      """
      <?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\
      <id>urn:uuid:7c9e6679-7425-30de-944b-e07fc1f90ae7</id><title>A bridge opens</title>\
      <updated>2026-11-25T09:00:00.000Z</updated></feed>""";

  static final String FORM =
      """
      {"formToken": "AZjC9G0eejCfVT8cLUtaaQAAAZrWq0SAu3mVf0Z2b8s4cXoK1n5q2w",
       "formTokenUse": "optional", "decoyField": "subject", "minLength": 2, "maxLength": 5000,
       "maxLinks": 3, "moderation": "first", "closesAt": "2026-12-09T09:00:00.000Z"}
      """;

  static final String RULES =
      """
      {"moderation": "first", "maxLinks": 2, "blockedTerms": ["casin*", "cheap pills"],
       "suspectTerms": ["lottery"]}
      """;

  static final String POLICY =
      "{\"version\": 1, \"rules\": "
          + RULES
          + """
          , "changedAt": "2026-11-25T09:00:00.000Z", "changedBy": "desk tool"}
          """;

  static final String EFFECTIVE =
      """
      {"moderation": "first", "closeAfterDays": 14, "minLength": 2, "maxLength": 5000,
       "maxLinks": 2, "formToken": "optional", "blockedTerms": ["casin*", "cheap pills"],
       "suspectTerms": ["lottery"], "holdRepeats": true, "holdSpamScore": 90,
       "visitorPerMinute": 10, "visitorPerDay": 200, "articlePerMinute": 60}
      """;

  private Examples() {}
}
