// Filters, search, keys and links of the report. The page is complete without it.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const items = all(".finding").map((element) => ({
    element,
    number: element.dataset.of,
    severity: element.dataset.severity,
    family: element.dataset.family,
    text: plain(element.textContent),
    link: element.querySelector(".name"),
  }));
  const chips = all(".chips button");
  const search = byId("search");
  const clear = byId("clear");
  const shown = byId("shown");
  const panel = byId("findings");
  const marked = all("[data-of]", byId("paper"));
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const state = { severity: new Set(), family: new Set(), query: "", at: "" };
  let current = null;

  function plain(text) {
    return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
  }

  // State in the address: #f3 alone, or #severity=error&family=sum,rate&q=总分&at=f3
  function readHash() {
    const hash = location.hash.slice(1);
    const values = hash.includes("=") ? new URLSearchParams(hash) : new URLSearchParams({ at: decode(hash) });
    for (const kind of ["severity", "family"]) {
      const known = chips.map((chip) => chip.dataset[kind]);
      state[kind] = new Set((values.get(kind) || "").split(",").filter((key) => key && known.includes(key)));
    }
    state.query = values.get("q") || "";
    state.at = values.get("at") || "";
  }

  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return "";
    }
  }

  function writeHash() {
    const values = [];
    for (const kind of ["severity", "family"]) {
      if (state[kind].size) values.push(`${kind}=${[...state[kind]].join(",")}`);
    }
    if (state.query) values.push(`q=${encodeURIComponent(state.query)}`);
    const at = values.length ? `at=${state.at}` : state.at;
    if (state.at) values.push(at);
    try {
      history.replaceState(null, "", values.length ? `#${values.join("&")}` : location.pathname + location.search);
    } catch {
      // a page opened in a sandbox has no history; the filters work all the same
    }
  }

  // Which findings are shown
  const fits = (item, kind) => !state[kind].size || state[kind].has(item[kind]);
  const says = (item) => item.text.includes(plain(state.query.trim()));

  function apply() {
    const visible = items.filter((item) => fits(item, "severity") && fits(item, "family") && says(item));
    const numbers = new Set(visible.map((item) => item.number));
    for (const item of items) item.element.hidden = !numbers.has(item.number);
    for (const group of all(".group")) group.hidden = !group.querySelector(".finding:not([hidden])");
    for (const element of marked) quieten(element, numbers);
    chips.forEach(count);
    const narrowed = visible.length < items.length;
    const filtered = state.severity.size || state.family.size || state.query;
    clear.hidden = !filtered;
    shown.textContent = filtered || narrowed ? `显示 ${visible.length} 条，共 ${items.length} 条` : "";
    if (current && current.element.hidden) choose(null);
  }

  function quieten(element, numbers) {
    const off = !element.dataset.of.split(" ").some((number) => numbers.has(number));
    if (element.matches("a.no, ins, li")) element.hidden = off;
    else element.classList.toggle("quiet", off);
  }

  function count(chip) {
    const kind = chip.dataset.severity ? "severity" : "family";
    const other = kind === "severity" ? "family" : "severity";
    const key = chip.dataset[kind];
    chip.setAttribute("aria-pressed", String(state[kind].has(key)));
    chip.querySelector("span").textContent = items.filter(
      (item) => item[kind] === key && fits(item, other) && says(item),
    ).length;
  }

  function changed() {
    if (search.value !== state.query) search.value = state.query;
    apply();
    writeHash();
  }

  // Going to and fro between findings and places
  function choose(item) {
    for (const element of all(".lit")) element.classList.remove("lit");
    if (current) current.element.classList.remove("current");
    current = item;
    if (!item) return;
    item.element.classList.add("current");
    for (const element of marked) {
      const own = element.dataset.of.split(" ").includes(item.number);
      if (own && element.matches("td, mark")) element.classList.add("lit");
    }
  }

  function scrollTo(target, block) {
    const box = target.getBoundingClientRect();
    const far = Math.abs(box.top) > 3 * innerHeight;
    target.scrollIntoView({ block, inline: "nearest", behavior: calm.matches || far ? "auto" : "smooth" });
  }

  function flash(target) {
    const place = target.matches(".finding") ? target.querySelector("h4") : target.closest("td, p, h3, h4, h5, h6") || target;
    place.classList.remove("flash");
    void place.offsetWidth;
    place.classList.add("flash");
    setTimeout(() => place.classList.remove("flash"), 1900);
  }

  function go(id) {
    const target = byId(id);
    if (!target) return;
    const finding = target.closest(".finding");
    const number = finding ? finding.dataset.of : target.dataset.of;
    const item = items.find((one) => one.number === number);
    if (finding && finding.hidden) reset();
    if (item) choose(item);
    (finding && item ? item.link : target).focus({ preventScroll: true });
    scrollTo(target, finding ? "nearest" : "center");
    flash(target);
    state.at = id;
    writeHash();
  }

  function reset() {
    state.severity.clear();
    state.family.clear();
    state.query = "";
    changed();
  }

  function step(by) {
    const visible = items.filter((item) => !item.element.hidden);
    if (!visible.length) return;
    const at = visible.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : visible.length - 1) : Math.min(Math.max(at + by, 0), visible.length - 1);
    choose(visible[next]);
    current.link.focus({ preventScroll: true });
    scrollTo(current.element, "nearest");
    state.at = current.element.id;
    writeHash();
  }

  function back() {
    if (!current) return;
    current.link.focus({ preventScroll: true });
    scrollTo(current.element, "nearest");
    state.at = current.element.id;
    writeHash();
  }

  // What the reader does
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const from = link.closest(".finding");
      if (from) choose(items.find((item) => item.element === from));
      event.preventDefault();
      go(link.getAttribute("href").slice(1));
      return;
    }
    const chip = event.target.closest(".chips button");
    if (!chip) return;
    const kind = chip.dataset.severity ? "severity" : "family";
    const key = chip.dataset[kind];
    if (!state[kind].delete(key)) state[kind].add(key);
    changed();
  });
  clear.addEventListener("click", () => {
    reset();
    search.focus();
  });
  search.addEventListener("input", () => {
    state.query = search.value;
    changed();
  });
  panel.addEventListener("focusin", (event) => {
    const element = event.target.closest(".finding");
    if (element && (!current || current.element !== element)) choose(items.find((item) => item.element === element));
  });
  addEventListener("hashchange", () => {
    const before = state.at;
    readHash();
    changed();
    if (state.at && state.at !== before) go(state.at);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const writing = event.target === search;
    const within = panel.contains(event.target);
    if (event.key === "Escape") {
      if (writing && search.value) {
        state.query = "";
        changed();
      } else back();
    } else if (writing) return;
    else if (event.key === "j" || (event.key === "ArrowDown" && within)) step(1);
    else if (event.key === "k" || (event.key === "ArrowUp" && within)) step(-1);
    else if (event.key === "/") search.focus();
    else return;
    event.preventDefault();
  });
  addEventListener("beforeprint", () => all("details").forEach((one) => {
    one.dataset.open = one.open ? "1" : "";
    one.open = true;
  }));
  addEventListener("afterprint", () => all("details").forEach((one) => {
    one.open = one.dataset.open === "1";
  }));

  // A table that is wider than its place can be scrolled by the keyboard
  function reachable() {
    for (const table of all(".table")) {
      if (table.scrollWidth > table.clientWidth + 1) table.tabIndex = 0;
      else table.removeAttribute("tabindex");
    }
  }
  addEventListener("resize", reachable);

  for (const element of all(".script-only")) element.hidden = false;
  readHash();
  changed();
  reachable();
  if (state.at) requestAnimationFrame(() => go(state.at));
})();
