import { call, element, names, number, showTime, words } from "./api.js";

const list = document.getElementById("articles");
const more = document.getElementById("more");
let next;

function item(article) {
  const li = document.createElement("li");
  li.lang = article.lang;
  li.dir = article.dir;
  const title = document.createElement("h2");
  const link = element("a", "", article.title);
  link.href = `article.html?id=${article.id}`;
  title.append(link);
  const facts = element("p", "facts");
  const time = document.createElement("time");
  showTime(time, article.publishedAt, article.lang);
  const word = words(article.lang);
  facts.append(
    element("span", "", names(article)),
    time,
    element("span", "", `${word.views}: ${number(article.counts.views, article.lang)}`),
    element("span", "", `${word.comments}: ${number(article.counts.comments, article.lang)}`));
  li.append(element("p", "kicker", article.kicker), title, element("p", "standfirst", article.standfirst), facts);
  return li;
}

async function load() {
  more.disabled = true;
  try {
    const query = new URLSearchParams({ include: "counts", ...(next && { cursor: next }) });
    const page = await call(`articles?${query}`);
    list.append(...page.items.map(item));
    next = page.page.next;
    more.hidden = !next;
    if (!list.children.length) {
      document.getElementById("message").textContent = "Nothing has been published yet.";
    }
  } catch (problem) {
    document.getElementById("message").textContent = problem.detail ?? words("en").failed;
  }
  more.disabled = false;
  list.removeAttribute("aria-busy");
}

more.addEventListener("click", load);
load();
