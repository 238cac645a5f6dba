// Every page. A table wider than the screen scrolls in a box of its own, which the keyboard reaches and which has a name.

const boxes = [...document.querySelectorAll("main table")].filter((table) => !table.parentElement.closest("table"))
  .map((table) => {
    const box = document.createElement("div");
    box.className = "scrolls";
    table.replaceWith(box);
    box.append(table);
    return box;
  });

const title = (box) => {
  const before = [...document.querySelectorAll("h1, h2, h3")]
    .filter((one) => one.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING);
  return before.at(-1)?.textContent.trim() || "表格";
};

function mark(box) {
  const scrolls = box.scrollWidth > box.clientWidth + 1;
  if (scrolls === box.hasAttribute("tabindex")) return;
  if (scrolls) {
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", `${title(box)}（表格，可左右滚动）`);
  } else for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
}

const watch = new ResizeObserver((found) => found.forEach((one) => mark(one.target)));
boxes.forEach((box) => { mark(box); watch.observe(box); });

// A form is sent once: a second click within a moment does nothing. Whoever comes back to the page may send it again.

const MOMENT = 10_000;

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const form = event.target;
  if (Date.now() - Number(form.dataset.sent ?? 0) < MOMENT) event.preventDefault();
  else form.dataset.sent = Date.now();
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
