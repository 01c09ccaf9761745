import { call, element, names, number, post, showTime, words } from "./api.js";

const id = new URLSearchParams(location.search).get("id") ?? "";
const path = `articles/${encodeURIComponent(id)}`;
const byId = (name) => document.getElementById(name);
const form = byId("reply");
const threads = byId("threads");
let article;
let word = words("en");
let next;
let answered;
let formToken;

function part(name) {
  return byId("article").querySelector(`[data-part="${name}"]`);
}

function showArticle() {
  document.title = `${article.title} · The Sample`;
  document.documentElement.lang = article.lang;
  document.documentElement.dir = article.dir;
  word = words(article.lang);
  part("kicker").textContent = article.kicker ?? "";
  part("title").textContent = article.title;
  part("standfirst").textContent = article.standfirst ?? "";
  part("byline").textContent = article.bylines.length ? `${word.by} ${names(article)}` : "";
  showTime(part("published"), article.publishedAt, article.lang);
  // The service makes this HTML of checked blocks.
  part("body").innerHTML = article.body.html;
  showViews(article.counts.views);
  byId("article").hidden = false;
}

function showViews(views) {
  part("views").textContent = `${word.views}: ${number(views, article.lang)}`;
}

/** Once somebody sees the page: not while a browser prepares it, or in a tab behind. */
async function countView() {
  if (document.prerendering) {
    await new Promise((done) => document.addEventListener("prerenderingchange", done, { once: true }));
  }
  while (document.visibilityState !== "visible") {
    await new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
  }
  const { views } = await post(`${path}/views`, document.referrer ? { referrer: document.referrer } : {});
  showViews(views);
}

function commentItem(comment) {
  const li = document.createElement("li");
  const box = element("article", "comment");
  box.id = `comment-${comment.id}`;
  if (comment.state === "published") {
    box.dir = comment.dir ?? "auto";
    const who = element("p", "who", comment.author.name);
    if (comment.author.kind !== "guest") {
      who.append(element("span", "badge", word[comment.author.kind]));
    }
    const time = document.createElement("time");
    showTime(time, comment.createdAt, article.lang);
    const body = document.createElement("div");
    // Made and sanitized by the service.
    body.innerHTML = comment.body.html;
    box.append(who, time, body);
    if (article.comments.mode === "open") {
      const answer = element("button", "small", word.answer);
      answer.type = "button";
      answer.addEventListener("click", () => answerTo(comment));
      box.append(answer);
    }
  } else {
    box.append(element("p", "gone", word.removed));
  }
  li.append(box);
  const replies = document.createElement("ol");
  replies.append(...(comment.replies?.items ?? []).map(commentItem));
  if (comment.replies?.next) {
    replies.append(moreReplies(comment));
  }
  if (replies.children.length) {
    li.append(replies);
  }
  return li;
}

function moreReplies(thread) {
  const li = document.createElement("li");
  const button = element("button", "small", word.more);
  button.type = "button";
  let cursor = thread.replies.next;
  button.addEventListener("click", async () => {
    const page = await call(`comments/${thread.id}/replies?${new URLSearchParams({ cursor })}`);
    li.before(...page.items.map(commentItem));
    cursor = page.page.next;
    li.hidden = !cursor;
  });
  li.append(button);
  return li;
}

async function loadComments() {
  const query = new URLSearchParams({ sort: "newest", repliesLimit: 20, total: true, ...(next && { cursor: next }) });
  const page = await call(`${path}/comments?${query}`);
  threads.append(...page.items.map(commentItem));
  next = page.page.next;
  byId("more").hidden = !next;
}

async function showComments() {
  const open = article.comments.mode === "open";
  byId("comments-title").textContent = `${word.comments}: ${number(article.counts.comments, article.lang)}`;
  byId("more").textContent = word.more;
  byId("reply-title").textContent = word.reply;
  form.querySelector("[for=name]").textContent = word.name;
  form.querySelector("[for=text]").textContent = word.text;
  form.querySelector("[type=submit]").textContent = word.send;
  byId("answering").querySelector("button").textContent = word.cancel;
  byId("closed").textContent = word.closed;
  form.hidden = !open;
  byId("closed").hidden = open;
  byId("comments").hidden = article.comments.mode === "off";
  if (article.comments.mode !== "off") {
    await loadComments();
  }
}

function answerTo(comment) {
  answered = comment;
  byId("answering").hidden = !comment;
  byId("answering").querySelector("span").textContent = comment ? `${word.answering} ${comment.author.name}` : "";
  byId("reply-title").focus();
  byId("reply-title").scrollIntoView();
}

/** When somebody begins to write: what is sent sooner than people can type looks like a machine's. */
async function openForm() {
  ({ formToken } = await call(`${path}/comments/form`));
}

const FIELDS = { "/author/name": "name", "/body": "text" };

function showFaults(problem) {
  for (const field of Object.values(FIELDS)) {
    const faults = (problem?.errors ?? []).filter((fault) => FIELDS[fault.pointer] === field);
    byId(field).setAttribute("aria-invalid", faults.length > 0);
    byId(`${field}-fault`).textContent = faults.map((fault) => fault.detail).join("; ");
  }
  form.querySelector("[aria-invalid=true]")?.focus();
}

async function send(event) {
  event.preventDefault();
  const submit = form.querySelector("[type=submit]");
  submit.disabled = true;
  byId("outcome").textContent = "";
  showFaults(null);
  try {
    const guestToken = localStorage.getItem("guestToken");
    // The key makes a second click, or a retry after a lost answer, the same comment.
    form.dataset.key ??= crypto.randomUUID();
    const posted = await post(
      `${path}/comments`,
      {
        author: { name: byId("name").value },
        body: byId("text").value,
        ...(answered && { parentId: answered.id }),
        ...(guestToken && { guestToken }),
        ...(formToken && { formToken }),
      },
      { "Idempotency-Key": form.dataset.key });
    localStorage.setItem("guestToken", posted.guestToken);
    byId("text").value = "";
    const shown = posted.comment.state === "published";
    byId("outcome").textContent = shown ? word.shown : word.held;
    if (shown) {
      next = undefined;
      threads.replaceChildren();
      await loadComments();
    }
    answerTo(null);
    delete form.dataset.key;
  } catch (problem) {
    if (problem.status) {
      delete form.dataset.key;
    }
    showFaults(problem);
    byId("outcome").textContent = problem.detail ?? word.failed;
  }
  submit.disabled = false;
}

form.addEventListener("focusin", openForm, { once: true });
form.addEventListener("submit", send);
byId("answering").querySelector("button").addEventListener("click", () => answerTo(null));
byId("more").addEventListener("click", loadComments);

try {
  article = await call(`${path}?include=counts`);
  showArticle();
  await Promise.all([countView(), showComments()]);
} catch (problem) {
  byId("message").textContent = problem.status === 404 ? "There is no such article." : problem.detail ?? word.failed;
}
