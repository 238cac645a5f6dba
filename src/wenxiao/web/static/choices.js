// Choosing among many units: finding as one types, all of a department at once, how many are chosen. Without this
// script the lists are there all the same.

const made = (name, properties, ...inside) => {
  const one = Object.assign(document.createElement(name), properties);
  one.append(...inside);
  return one;
};

const boxes = (list) => [...list.querySelectorAll("input")];

function count(list) {
  list.querySelector("output").value = boxes(list).filter((box) => box.checked).length;
}

function tick(list, on) {
  for (const box of boxes(list)) if (!box.disabled && !box.closest("[hidden]")) box.checked = on;
  count(list);
}

function begin(fieldset) {
  const lists = [...fieldset.querySelectorAll("details")];
  const rows = lists.flatMap((list) => [...list.querySelectorAll("label")]);
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const said = made("output", { className: "hint" });
  const field = made("input", { type: "search", autocomplete: "off" });
  let before = null; // which lists were open before anything was looked for

  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    before ??= new Set(lists.filter((list) => list.open));
    let found = 0;
    for (const row of rows) {
      row.hidden = !words.get(row).includes(wanted);
      if (!row.hidden) found += 1;
    }
    for (const list of lists) {
      list.hidden = !list.querySelector("label:not([hidden])");
      list.open = wanted ? !list.hidden : before.has(list);
    }
    if (!wanted) before = null;
    said.value = wanted ? (found ? `找到 ${found} 个` : "没有这样的单位") : "";
  });
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); }); // no submitting
  fieldset.querySelector("legend").after(made("div", { className: "beside find" },
    made("label", {}, "查找单位", field), said));

  for (const list of lists) {
    const all = (text, on) => made("button", { type: "button", className: "plain", textContent: text,
      onclick: () => tick(list, on) });
    if (boxes(list).some((box) => !box.disabled)) {
      list.querySelector("summary").after(made("p", { className: "actions" }, all("全选", true), all("全不选", false)));
    }
    list.addEventListener("change", () => count(list));
    count(list); // the browser may have kept ticks over a reload
  }
}

document.querySelectorAll(".choices").forEach(begin);
