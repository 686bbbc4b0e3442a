// What the compiler says, as in the terminal: a text with carets for each cause. Errors lie over the picture.

const article = (text) => {
  const element = document.createElement("article");
  const [head, ...rest] = text.split("\n");
  const title = document.createElement("h3");
  title.textContent = head;
  element.append(title);
  if (rest.length) {
    const body = document.createElement("pre");
    body.tabIndex = 0;
    for (const line of rest) body.append(marked(line), "\n");
    element.append(body);
  }
  return element;
};

// A line of an excerpt: carets and what stands beside them in color, the margin and places in the background.
const marked = (line) => {
  const span = document.createElement("span");
  const [, margin, text] = line.match(/^(\s*\d*\s\||\s*-->.*|)(.*)$/);
  span.append(Object.assign(document.createElement("span"), { className: "place", textContent: margin }), text);
  if (margin && /^\s*\^/.test(text)) span.className = "caret";
  else if (/^\s*(= )?help:/.test(line)) span.className = "help";
  return span;
};

/** Fill `place` with texts, under a headline; hide it where there are none. */
export const tell = (place, headline, texts) => {
  const open = headline !== "";
  place.hidden = !open;
  const head = document.createElement("h2");
  head.textContent = headline;
  place.replaceChildren(...(open ? [head, ...texts.map(article)] : []));
};

/** The first lines of warnings, with their places, as items of a list. */
export const headlines = (texts) =>
  texts.map((text) => {
    const item = document.createElement("li");
    const places = text.match(/-->/g)?.length ?? 0;
    item.textContent = text.split("\n")[0] + (places > 1 && /^warning\[W201\]/.test(text) ? ` (${places} places)` : "");
    return item;
  });
