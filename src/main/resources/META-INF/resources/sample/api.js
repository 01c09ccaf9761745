// All that the two pages need of the delivery API, and of words in the article's language.

const API = new URL("/api/v1/", location.href);

/**
 * An answer's JSON; a problem is thrown as it came. The browser asks each time whether what it
 * holds is still so, which costs next to nothing (ETag, 304) and shows a new comment at once.
 */
export async function call(path, options) {
  const answer = await fetch(new URL(path, API), { cache: "no-cache", ...options });
  if (!answer.ok) {
    throw await answer.json().catch(() => ({ status: answer.status, detail: answer.statusText }));
  }
  return answer.status === 204 ? null : answer.json();
}

export function post(path, body, headers = {}) {
  return call(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

const WORDS = {
  en: {
    comments: "Comments", views: "Views", reply: "Leave a reply", answer: "Reply", answering: "In reply to", cancel: "Cancel",
    name: "Name", text: "Comment", send: "Post comment", more: "More comments", by: "By",
    shown: "Your comment is here.", held: "Thank you. Your comment waits for a moderator.",
    removed: "This comment was removed.", closed: "Comments are closed.", failed: "This did not work. Please try again.",
    staff: "Staff", author: "Author",
  },
  kk: {
    comments: "Пікірлер", views: "Қаралым", reply: "Пікір қалдыру", answer: "Жауап беру", answering: "Жауап:", cancel: "Бас тарту",
    name: "Аты", text: "Пікір", send: "Жіберу", more: "Тағы пікірлер", by: "Автор:",
    shown: "Пікіріңіз жарияланды.", held: "Рақмет. Пікіріңіз модератордың тексеруін күтуде.",
    removed: "Бұл пікір жойылды.", closed: "Пікір қалдыру жабық.", failed: "Болмады. Қайталап көріңіз.",
    staff: "Редакция", author: "Автор",
  },
  ru: {
    comments: "Комментарии", views: "Просмотры", reply: "Оставить комментарий", answer: "Ответить", answering: "Ответ для", cancel: "Отмена",
    name: "Имя", text: "Комментарий", send: "Отправить", more: "Ещё комментарии", by: "Автор:",
    shown: "Ваш комментарий опубликован.", held: "Спасибо. Комментарий ждёт проверки модератором.",
    removed: "Комментарий удалён.", closed: "Комментарии закрыты.", failed: "Не получилось. Попробуйте ещё раз.",
    staff: "Редакция", author: "Автор",
  },
  ur: {
    comments: "تبصرے", views: "مشاہدات", reply: "تبصرہ کریں", answer: "جواب دیں", answering: "جواب بنام", cancel: "منسوخ",
    name: "نام", text: "تبصرہ", send: "بھیجیں", more: "مزید تبصرے", by: "تحریر:",
    shown: "آپ کا تبصرہ شائع ہو گیا۔", held: "شکریہ۔ آپ کا تبصرہ منظوری کا منتظر ہے۔",
    removed: "یہ تبصرہ ہٹا دیا گیا۔", closed: "تبصرے بند ہیں۔", failed: "یہ نہیں ہو سکا۔ دوبارہ کوشش کریں۔",
    staff: "ادارہ", author: "مصنف",
  },
};

export const words = (lang) => WORDS[lang.split("-")[0]] ?? WORDS.en;

export const number = (value, lang) => new Intl.NumberFormat(lang).format(value);

export function showTime(element, instant, lang) {
  element.dateTime = instant;
  element.textContent = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeStyle: "short" }).format(new Date(instant));
}

export const names = (article) => {
  const list = new Intl.ListFormat(article.lang);
  return list.format(article.bylines.map((byline) => byline.name));
};

/** An element with text; what is text never becomes markup. */
export function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text ?? "";
  return made;
}
