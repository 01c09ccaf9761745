package io.masthead.feed;

/** What the OpenAPI documents show. */
final class Examples {

  /** What is so of every feed. */
  static final String FEEDS =
      "How many, and whether with their text, is a setting; the text of what is not free, or not to"
          + " be carried by others, is left out. Ids stay the same for good, an update moves the"
          + " time of it; links lead to the site, as its settings say.";

  static final String LINK = "The hub and the feed's own address, where there is a hub (WebSub)";

  static final String RSS =
      """
      <?xml version="1.0" encoding="UTF-8"?><rss xmlns:atom="http://www.w3.org/2005/Atom" \
      xmlns:content="http://purl.org/rss/1.0/modules/content/" \
      xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel><title>The Bridge</title>\
      <link>https://news.example</link><description>The Bridge</description><language>en</language>\
      <lastBuildDate>Wed, 25 Nov 2026 09:00:00 GMT</lastBuildDate><atom:link rel="self" \
      type="application/rss+xml" href="https://news.example/api/v1/feed.rss"/><item>\
      <title>A bridge opens</title><link>https://news.example/world/a-bridge-opens</link>\
      <guid isPermaLink="false">urn:uuid:0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69</guid>\
      <dc:creator>Ann Lee</dc:creator><category>World</category>\
      <pubDate>Wed, 25 Nov 2026 09:00:00 GMT</pubDate><dc:language>en</dc:language>\
      <description>&lt;p&gt;It opened at noon.&lt;/p&gt;</description></item></channel></rss>""";

  static final String ATOM =
      """
      <?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\
      <id>urn:uuid:7c9e6679-7425-30de-944b-e07fc1f90ae7</id><title>The Bridge</title>\
      <updated>2026-11-25T09:00:00.000Z</updated><author><name>The Bridge</name></author>\
      <link rel="alternate" type="text/html" href="https://news.example"/>\
      <link rel="self" type="application/atom+xml" href="https://news.example/api/v1/feed.atom"/>\
      <entry xml:lang="en"><id>urn:uuid:0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69</id>\
      <title>A bridge opens</title><published>2026-11-25T09:00:00.000Z</published>\
      <updated>2026-11-25T09:00:00.000Z</updated><link rel="alternate" type="text/html" \
      href="https://news.example/world/a-bridge-opens"/><author><name>Ann Lee</name></author>\
      <category term="World"/>\
      <content type="html">&lt;p&gt;It opened at noon.&lt;/p&gt;</content></entry></feed>""";

  static final String JSON =
      """
      {"version": "https://jsonfeed.org/version/1.1", "title": "The Bridge",
       "description": "The Bridge", "home_page_url": "https://news.example",
       "feed_url": "https://news.example/api/v1/feed.json", "language": "en", "hubs": [],
       "items": [{"id": "urn:uuid:0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69",
         "url": "https://news.example/world/a-bridge-opens", "title": "A bridge opens",
         "content_html": "<p>It opened at noon.</p>",
         "date_published": "2026-11-25T09:00:00.000Z", "date_modified": "2026-11-25T09:00:00.000Z",
         "authors": [{"name": "Ann Lee"}], "tags": ["World"], "language": "en"}]}
      """;

  static final String INDEX =
      """
      <?xml version="1.0" encoding="UTF-8"?>\
      <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>\
      <loc>https://news.example/api/v1/sitemaps/2026-11.xml</loc>\
      <lastmod>2026-11-25T09:00:00.000Z</lastmod></sitemap></sitemapindex>""";

  static final String PART =
      """
      <?xml version="1.0" encoding="UTF-8"?>\
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>\
      <loc>https://news.example/world/a-bridge-opens</loc>\
      <lastmod>2026-11-25T09:00:00.000Z</lastmod></url></urlset>""";

  static final String NEWS =
      """
      <?xml version="1.0" encoding="UTF-8"?>\
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" \
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>\
      <loc>https://news.example/world/a-bridge-opens</loc><news:news><news:publication>\
      <news:name>The Bridge</news:name><news:language>en</news:language></news:publication>\
      <news:publication_date>2026-11-25T09:00:00.000Z</news:publication_date>\
      <news:title>A bridge opens</news:title></news:news></url></urlset>""";

  static final String ROBOTS =
      """
      User-agent: *
      Allow: /

      Sitemap: https://news.example/api/v1/sitemap.xml
      Sitemap: https://news.example/api/v1/sitemap-news.xml
      """;

  private Examples() {}
}
