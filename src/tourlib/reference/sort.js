for (const head of document.querySelectorAll("th button")) head.onclick = () => {
  const cell = head.parentElement, body = cell.closest("table").tBodies[0], at = cell.cellIndex;
  const down = cell.getAttribute("aria-sort") === "ascending";
  for (const other of cell.parentElement.cells) other.removeAttribute("aria-sort");
  cell.setAttribute("aria-sort", down ? "descending" : "ascending");
  const words = row => row.cells[at].textContent;
  const order = (a, b) => words(a).localeCompare(words(b), document.documentElement.lang, {numeric: true});
  const rows = [...body.rows].sort(order);
  body.append(...(down ? rows.reverse() : rows));
};
