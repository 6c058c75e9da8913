"use strict";
const all = (query, root = document) => [...root.querySelectorAll(query)];
const source = document.querySelector("aside"), told = document.querySelector("output");
const say = (key, n) => { told.textContent = key ? told.dataset[key].replace("{n}", n) : ""; };

// Tables: a click on a head sorts.
for (const head of all("th button")) head.onclick = () => {
  const cell = head.parentElement, body = cell.closest("table").tBodies[0], at = cell.cellIndex;
  const down = cell.getAttribute("aria-sort") === "ascending";
  for (const other of cell.parentElement.cells) other.removeAttribute("aria-sort");
  cell.setAttribute("aria-sort", down ? "descending" : "ascending");
  const words = row => row.cells[at].textContent;
  const order = (a, b) => words(a).localeCompare(words(b), document.documentElement.lang, {numeric: true});
  const rows = [...body.rows].sort(order);
  body.append(...(down ? rows.reverse() : rows));
};

// Charts: what a mark stands for, under the pointer and by the arrow keys.
const tip = document.getElementById("tip");
const mark = event => event.target.closest("g[aria-label]");
const show = event => {
  const one = mark(event);
  tip.hidden = !one;
  if (!one) return;
  const box = one.getBoundingClientRect();
  tip.textContent = one.getAttribute("aria-label");
  const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 4);
  tip.style.left = `${Math.max(left, 0)}px`;
  tip.style.top = `${Math.max(box.top - tip.offsetHeight - 4, 0)}px`;
};
for (const figure of all("figure")) {
  figure.onpointerover = figure.onclick = show;
  figure.addEventListener("focusin", show);
  figure.onpointerleave = () => { tip.hidden = true; };
  figure.addEventListener("focusout", figure.onpointerleave);
  figure.onkeydown = event => {
    const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    if (event.key === "Escape") tip.hidden = true;
    if (!step) return;
    const marks = all("g[aria-label]", figure).filter(one => one.getClientRects().length);
    const next = marks[marks.indexOf(mark(event)) + step] || marks[step > 0 ? 0 : marks.length - 1];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
}
// What is told moves with its mark: also where going to a mark is what scrolls.
addEventListener("scroll", () => {
  const told = document.querySelector("g[aria-label]:hover, g[aria-label]:focus");
  if (!tip.hidden) show({target: told || document.body});
}, true);

// Downloads: a chart with its words around it, as SVG or PNG; a table as CSV.
const keep = (content, type, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], {type}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};
const whole = svg => {
  const copy = svg.cloneNode(true), view = svg.dataset.whole;
  const [, , width, height] = view.split(" ");
  for (const [key, value] of Object.entries({viewBox: view, width, height})) copy.setAttribute(key, value);
  for (const one of all("[tabindex]", copy)) one.removeAttribute("tabindex");
  const used = new Set(all("use", copy).map(use => use.getAttribute("xlink:href").slice(1)));
  const letters = document.createElementNS(copy.namespaceURI, "defs");
  letters.append(...all("#glyphs path").filter(one => used.has(one.id)).map(one => one.cloneNode()));
  copy.append(letters);
  return new XMLSerializer().serializeToString(copy);
};
const formula = /^[=+@\t\r-]/, number = /^-?[\d.,]+%?$/;
const written = cell => {
  const text = cell.textContent;
  return `"${(formula.test(text) && !number.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};
const gets = {
  svg: (svg, name) => keep(whole(svg), "image/svg+xml", `${name}.svg`),
  png: (svg, name) => {
    const image = new Image(), canvas = document.createElement("canvas");
    image.onload = () => {
      const [, , wide, high] = svg.dataset.whole.split(" ").map(Number);
      [canvas.width, canvas.height] = [Math.round(wide * 3), Math.round(high * 3)];
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(blob => keep(blob, "image/png", `${name}.png`));
    };
    image.src = `data:image/svg+xml,${encodeURIComponent(whole(svg))}`;
  },
  csv: (table, name) => {
    const lines = [...table.rows].filter(row => !row.hidden).map(row => [...row.cells].map(written).join());
    keep(`\ufeff${lines.join("\r\n")}\r\n`, "text/csv", `${name}.csv`);
  },
};
for (const button of all("button[data-get]")) button.onclick = () => {
  const part = button.closest("figure, details");
  gets[button.dataset.get](part.querySelector("svg, table"), part.dataset.name);
};

// Only what is of one theme or ministry: its rows, the findings that have some, its marks.
const only = document.getElementById("only");
if (only) only.onchange = () => {
  const wanted = only.value, name = only.selectedOptions[0].dataset.name;
  let kept = 0;
  for (const section of all("main section")) {
    const rows = all("details tbody tr", section);
    for (const row of rows) row.hidden = !row.dataset.of.includes(wanted);
    section.hidden = wanted !== "" && rows.every(row => row.hidden);
    document.querySelector(`nav a[href='#${section.id}']`).parentElement.hidden = section.hidden;
    kept += !section.hidden;
    const title = section.querySelector("h2").dataset; // a sentence about all, which is then said
    title.only = wanted && told.dataset.all.replace("{n}", only.selectedOptions[0].textContent);
    const marks = all("g[aria-label]", section), of = one => one.getAttribute("aria-label").includes(name);
    const some = wanted !== "" && marks.some(of);
    for (const one of marks) one.classList.toggle("pale", some && !of(one));
  }
  say(wanted && "kept", kept);
};

// The lines of the report: opened by a link, and searched; a word may run over the end of a line.
const read = open => {
  document.body.classList.toggle("reading", open);
  document.getElementById("open").setAttribute("aria-expanded", open);
};
document.getElementById("open").onclick = () => { read(true); source.focus(); };
document.getElementById("close").onclick = () => { read(false); document.getElementById("open").focus(); };
const lines = all("p[id]", source), texts = lines.map(line => line.lastChild.data || "");
const find = document.getElementById("find"), places = [];
let text = "";
lines.forEach((line, n) => {
  if (!line.classList.contains("on")) { text += "\n"; places.push(null); }
  for (let at = 0; at < texts[n].length; at += 1) {
    if (!texts[n][at].trim()) continue;
    text += texts[n][at].toLowerCase()[0];
    places.push([n, at]);
  }
});
text += "\n";
const search = word => {
  const spans = new Map(), shown = new Set();
  let hits = 0;
  for (let at = text.indexOf(word); word && at >= 0; at = text.indexOf(word, at + word.length)) {
    hits += 1;
    for (let n = at; n < at + word.length; n += 1) {
      const [line, from] = places[n], marked = spans.get(line) || [];
      if (marked.length && marked.at(-1)[1] === from) marked.at(-1)[1] += 1;
      else marked.push([from, from + 1]);
      spans.set(line, marked);
    }
    const first = text.lastIndexOf("\n", at) + 1, last = text.indexOf("\n", at) - 1;
    for (let n = places[first][0]; n <= places[last][0]; n += 1) shown.add(n);
  }
  lines.forEach((line, n) => {
    let at = 0;
    const parts = [line.firstChild];
    for (const [from, to] of spans.get(n) || []) {
      const found = document.createElement("mark");
      found.textContent = texts[n].slice(from, to);
      parts.push(texts[n].slice(at, from), found);
      at = to;
    }
    line.hidden = word !== "" && !shown.has(n);
    line.replaceChildren(...parts, texts[n].slice(at));
  });
  say(word && "found", hits);
};
find.oninput = () => {
  search(find.value.toLowerCase().replace(/\s/g, ""));
  source.scrollTop = 0;
  if (find.value) read(true);
};
document.onclick = event => {
  if (!event.target.closest('a[href^="#L"]')) return;
  if (find.value) { find.value = ""; search(""); }
  read(true);
  setTimeout(() => event.target.scrollIntoView({block: "nearest"}));
};
