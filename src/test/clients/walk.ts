// The main job of a running Masthead by clients that know nothing but the documents: what their
// users are given where things go well, and where they do not.
//
//   node walk.js BASE_URL      MASTHEAD_ADMIN_KEY is the administrator's key
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths as Delivery } from "./delivery";
import type { paths as Management } from "./management";

const baseUrl = process.argv[2];
const key = process.env.MASTHEAD_ADMIN_KEY;
assert(baseUrl && key, "BASE_URL and MASTHEAD_ADMIN_KEY");

// As the documents say: a list is one parameter with commas.
const querySerializer = { array: { style: "form", explode: false } } as const;
const reader = createClient<Delivery>({ baseUrl, querySerializer });
const desk = createClient<Management>({
  baseUrl,
  querySerializer,
  headers: { Authorization: `Bearer ${key}` },
});
const merge = { "Content-Type": "application/merge-patch+json" };
const mark = Date.now().toString(36);

/** What a call gave, where it had to give something. */
function given<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  assert(answer.data !== undefined, `${answer.response.status} ${JSON.stringify(answer.error)}`);
  return answer.data;
}

const author = given(
  await desk.POST("/manage/v1/authors", { body: { name: `Client ${mark}`, kind: "staff" } }),
);
const created = await desk.POST("/manage/v1/articles", {
  body: {
    title: `A typed bridge ${mark}`,
    lang: "en",
    body: "<p>It opened.</p>",
    bylines: [{ author: author.slug }],
  },
});
const article = given(created);
const first = created.response.headers.get("ETag");
assert(first);
assert.equal(article.publishedAt, undefined, "a time that is not yet is left out");

const path = { article: article.id };
const deskPath = { id: article.id };
const published = await desk.POST("/manage/v1/articles/{id}/publish", {
  params: { path: deskPath, header: { "If-Match": first } },
  body: {},
});
const slug = given(published).slug;
assert(slug);

// 412: the version that was read is not the latest any more.
const stale = await desk.PATCH("/manage/v1/articles/{id}", {
  params: { path: deskPath, header: { "If-Match": first } },
  headers: merge,
  body: { standfirst: "Too late" },
});
assert.equal(stale.response.status, 412);
assert.equal(stale.error?.code, "precondition_failed");
assert.equal(typeof stale.error?.currentVersion, "number");

// A reader's article: typed times, bylines, counts.
const read = given(
  await reader.GET("/api/v1/articles/{article}", {
    params: { path: { article: slug }, query: { include: ["counts"] } },
  }),
);
const shown: components["schemas"]["Article"] = read;
assert.equal(shown.title, `A typed bridge ${mark}`);
assert.ok(!Number.isNaN(Date.parse(shown.publishedAt)));
assert.equal(shown.bylines[0]?.name, `Client ${mark}`);
assert.equal(shown.counts?.comments, 0);
assert.equal(shown.updatedAt, undefined);

// A time that can be none: set, read back, and taken away by a null that is sent.
for (const until of ["2035-12-01T09:00:00+05:00", null]) {
  const patched = given(
    await desk.PATCH("/manage/v1/articles/{id}", {
      params: { path: deskPath, header: { "If-Match": "*" } },
      headers: merge,
      body: { breaking: until === null ? null : { until } },
    }),
  );
  assert.equal(patched.breaking?.until, until === null ? undefined : "2035-12-01T04:00:00.000Z");
}

// 308: a former slug leads on; fetch follows, and tells.
const renamed = await desk.PATCH("/manage/v1/articles/{id}", {
  params: { path: deskPath, header: { "If-Match": "*" } },
  headers: merge,
  body: { slug: `another-${mark}` },
});
given(renamed);
given(
  await desk.POST("/manage/v1/articles/{id}/publish", {
    params: { path: deskPath, header: { "If-Match": "*" } },
    body: {},
  }),
);
const moved = await reader.GET("/api/v1/articles/{article}", {
  params: { path: { article: slug } },
});
assert.equal(given(moved).slug, `another-${mark}`);
assert.ok(moved.response.redirected);
const answered = await fetch(`${baseUrl}/api/v1/articles/${slug}`, { redirect: "manual" });
assert.equal(answered.status, 308);

// 422: what is wrong, and where.
const nameless = await reader.POST("/api/v1/articles/{article}/comments", {
  params: { path },
  body: { author: { name: " " }, body: "It held." },
});
assert.equal(nameless.response.status, 422);
assert.deepEqual(nameless.error?.errors?.map((fault) => fault.pointer), ["/author/name"]);

// 429: so many comments are not taken of one visitor, and when they will be.
let refused: { status: number; after: string | null; code: string | undefined } | undefined;
for (let i = 0; i < 40 && !refused; i++) {
  const posted = await reader.POST("/api/v1/articles/{article}/comments", {
    params: { path },
    body: { author: { name: `Reader ${mark}` }, body: `I crossed it ${i} times, says ${mark}.` },
  });
  if (posted.data) {
    const comment: components["schemas"]["Comment"] = posted.data.comment;
    assert.ok(comment.state === "pending" || comment.state === "published");
  } else {
    refused = {
      status: posted.response.status,
      after: posted.response.headers.get("Retry-After"),
      code: posted.error?.code,
    };
  }
}
assert.equal(refused?.status, 429);
assert.equal(refused?.code, "too_many_requests");
assert.ok(Number(refused?.after) >= 1);

// A list is walked to its end by the cursors that it gives.
let cursor: string | undefined;
let seen = 0;
do {
  const page = given(
    await reader.GET("/api/v1/articles", {
      params: { query: { limit: 5, ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  seen += page.items.length;
  cursor = page.page.next;
} while (cursor !== undefined);
assert.ok(seen > 0);

// 410: gone, with what is to be known of it.
given(
  await desk.POST("/manage/v1/articles/{id}/takedown", {
    params: { path: deskPath, header: { "If-Match": "*" } },
    body: { reason: "legal" },
  }),
);
const gone = await reader.GET("/api/v1/articles/{article}", { params: { path } });
assert.equal(gone.response.status, 410);
assert.equal(gone.error?.code, "gone");

console.log(`clients: the typed walk is done, ${seen} articles listed`);
