// Filling a form in: moves like a spreadsheet, saves what is typed, shows what the server says of it.
// The server alone computes. What is not yet saved is kept in the browser until the server has it.

const form = document.getElementById("form");
const state = document.getElementById("state");
const boxes = new Map([...form.querySelectorAll("textarea")].map((box) => [box.name, box]));
const known = new Map([...boxes].map(([key, box]) => [key, box.value]));
const memory = form.dataset.memory;
let edition = Number(form.dataset.edition);
let timer = 0;
let sending = false;

const say = (text, kind = "") => { state.textContent = text; state.className = `saving ${kind}`; };
const token = () => document.cookie.match(/csrftoken=([^;]+)/)?.[1]
  ?? document.querySelector("[name=csrfmiddlewaretoken]").value;
const changed = () => [...boxes].filter(([key, box]) => box.value !== known.get(key))
  .map(([key, box]) => ({ key, before: known.get(key), after: box.value }));

// --- saving -------------------------------------------------------------------------------------

function remember() {
  const waiting = changed();
  try {
    if (waiting.length) localStorage.setItem(memory, JSON.stringify(waiting));
    else localStorage.removeItem(memory);
  } catch { /* the memory is full or forbidden: the page itself still holds the texts */ }
}

function typed() {
  remember();
  clearTimeout(timer);
  timer = setTimeout(save, 400);
}

async function save() {
  clearTimeout(timer);
  const changes = changed();
  if (!changes.length) return true;
  if (sending) { timer = setTimeout(save, 100); return false; }
  sending = true;
  say("正在保存…");
  try {
    const answer = await fetch(form.dataset.save, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token(), "X-Requested-With": "fetch" },
      body: JSON.stringify({ edition, changes }),
    });
    return answer.ok ? taken(await answer.json(), changes) : await refused(answer);
  } catch {
    say("连不上服务器：所填内容已留在本机，连上后自动保存。", "error");
    timer = setTimeout(save, 5000);
    return false;
  } finally {
    sending = false;
  }
}

function taken(answer, changes) {
  const open = new Map(answer.conflicts.map((one) => [one.key, one]));
  for (const one of changes) if (!open.has(one.key)) known.set(one.key, one.after);
  for (const [key, text] of Object.entries(answer.others)) receive(key, text);
  edition = answer.edition;
  remember();
  show(answer);
  conflicts(answer.conflicts);
  const now = new Date().toTimeString().slice(0, 5);
  say(open.size ? `有 ${open.size} 格别人也改过，请选用哪一个。` : `已保存 ${now}`, open.size ? "error" : "saved");
  if (!open.size && changed().length) typed();
  return !open.size;
}

async function refused(answer) {
  if (answer.status === 401) {
    say("登录已过期：所填内容已留在本机。请重新登录，回来后自动保存。", "error");
    const link = document.createElement("a");
    link.href = `${form.dataset.signIn}?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = "重新登录";
    state.append(" ", link);
  } else if (answer.headers.get("Content-Type")?.includes("json")) {
    say(`没有保存：${(await answer.json()).said} 所填内容留在本机。`, "error");
  } else {
    say("没有保存：所填内容留在本机，请刷新页面再试。", "error");
  }
  return false;
}

function receive(key, text) {
  const box = boxes.get(key);
  if (!box) return;
  if (box.value === known.get(key)) box.value = text;
  known.set(key, text);
}

function conflicts(list) {
  const section = document.getElementById("conflicts");
  section.hidden = !list.length;
  section.querySelector("ul").replaceChildren(...list.map(({ key, theirs, mine }) => {
    const box = boxes.get(key);
    const item = document.createElement("li");
    const text = document.createElement("p");
    text.textContent = theirs === null
      ? `“${box?.ariaLabel ?? key}”已不在表上，您填的是“${mine}”。`
      : `“${box?.ariaLabel ?? "这一章"}”：别人填的是“${theirs}”，您填的是“${mine}”。`;
    item.append(text);
    if (theirs !== null && box) {
      item.append(choice("用别人的", () => { known.set(key, theirs); box.value = theirs; settle(item); }),
        choice("用我的", () => { known.set(key, theirs); settle(item); save(); }));
    }
    return item;
  }));
}

function settle(item) {
  item.remove();
  const section = document.getElementById("conflicts");
  section.hidden = !section.querySelector("li");
  remember();
}

function choice(label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", act);
  return button;
}

// --- what the server says -----------------------------------------------------------------------

function show({ computed = {}, findings = [] }) {
  for (const [key, box] of boxes) {
    if (computed[key] !== undefined) box.placeholder = computed[key];
    else if (box.dataset.computed) box.placeholder = "";
    box.dataset.computed = computed[key] ?? "";
    box.classList.remove("error", "warning", "info");
    box.removeAttribute("aria-invalid");
  }
  for (const one of [...findings].reverse()) for (const key of one.keys) {
    const box = boxes.get(key);
    box?.classList.add(one.severity);
    if (one.severity === "error") box?.setAttribute("aria-invalid", "true");
  }
  document.getElementById("findings").replaceChildren(...findings.map(entry));
  document.getElementById("count").textContent = findings.length ? `${findings.length} 条` : "";
  document.getElementById("none").hidden = Boolean(findings.length) || form.querySelector(".chapter");
}

function entry(one) {
  const item = document.createElement("li");
  item.className = one.severity;
  const head = choice(`${one.label}：${one.message}`, () => boxes.get(one.keys[0])?.focus());
  head.className = "plain";
  item.append(head);
  for (const text of [one.computation, one.suggestion]) if (text) {
    const line = document.createElement("p");
    line.className = "hint";
    line.textContent = text;
    item.append(line);
  }
  if (one.change && boxes.has(one.change.key)) {
    item.append(choice(`改为 ${one.change.value}`, () => put(boxes.get(one.change.key), one.change.value)));
  }
  const explain = document.getElementById("explain").content.cloneNode(true);
  explain.querySelector("[name=finding]").value = one.identity;
  explain.querySelector("form").addEventListener("submit", explained);
  item.append(explain);
  return item;
}

async function explained(event) {
  event.preventDefault();
  const sent = event.target;
  const headers = { "X-Requested-With": "fetch" };
  const answer = await fetch(sent.action, { method: "POST", headers, body: new FormData(sent) }).catch(() => null);
  if (!answer?.ok) {
    const why = [401, 409].includes(answer?.status) ? await answer.text() : "请再试一次。";
    say(`理由没有保存：${why}`, "error");
    return;
  }
  const line = document.createElement("p");
  line.className = "reason";
  line.textContent = `已说明：${sent.elements.reason.value}`;
  sent.replaceWith(line);
}

// --- moving and pasting -------------------------------------------------------------------------

const at = (box) => [Number(box.dataset.row), Number(box.dataset.column)];

function put(box, text) {
  box.value = text;
  typed();
  box.focus();
}

function next(box, down, right, among = [...boxes.values()]) {
  const [row, column] = at(box);
  const all = among.filter((one) => one !== box && one.dataset.row);
  const ahead = all.filter((one) => {
    const [r, c] = at(one);
    return down ? Math.sign(r - row) === down : r === row && Math.sign(c - column) === right;
  });
  const far = (one) => { const [r, c] = at(one); return Math.abs(r - row) * 1000 + Math.abs(c - column); };
  const same = ahead.filter((one) => at(one)[1] === column);
  return (down && same.length ? same : ahead).sort((a, b) => far(a) - far(b))[0];
}

function go(event, box, down, right) {
  const target = next(box, down, right);
  if (!target) return;
  event.preventDefault();
  target.focus();
  target.select();
}

function pressed(event) {
  const box = event.target;
  if (!box.dataset?.row || event.isComposing) return;
  const { selectionStart: start, selectionEnd: end, value } = box;
  const whole = start === 0 && end === value.length;
  if (event.key === "Enter" && event.altKey) {
    event.preventDefault();
    box.setRangeText("\n", start, end, "end");
    typed();
  } else if (event.key === "Enter") go(event, box, event.shiftKey ? -1 : 1, 0);
  else if (event.key === "ArrowDown" && !value.slice(end).includes("\n")) go(event, box, 1, 0);
  else if (event.key === "ArrowUp" && !value.slice(0, start).includes("\n")) go(event, box, -1, 0);
  else if (event.key === "ArrowLeft" && (whole || end === 0)) go(event, box, 0, -1);
  else if (event.key === "ArrowRight" && (whole || start === value.length)) go(event, box, 0, 1);
  else if (event.key === "Escape") { box.value = known.get(box.name); typed(); }
}

function pasted(event) {
  const box = event.target;
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!box.dataset?.row || !/[\t\n]/.test(text) || (box.closest("td.text") && !text.includes("\t"))) return;
  event.preventDefault();
  const cells = [...form.querySelectorAll("[data-row]")]; // with the approved ones, which take their part and stay
  let line = box;
  for (const row of block(text)) {
    let target = line;
    for (const cell of row) {
      if (!target) break;
      if (boxes.has(target.name)) target.value = cell.trim();
      target = next(target, 0, 1, cells);
    }
    line = line && next(line, 1, 0, cells);
    if (!line) break;
  }
  typed();
}

// A cell of a copied block that holds line breaks is quoted, with its quotes doubled.
function block(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\n") rows.push([]);
    if (end === "") break;
  }
  return rows;
}

// --- beginning ----------------------------------------------------------------------------------

function restore() {
  let waiting = [];
  try { waiting = JSON.parse(localStorage.getItem(memory) ?? "[]"); } catch { /* nothing that can be read */ }
  for (const { key, before, after } of waiting) {
    const box = boxes.get(key);
    if (box && box.value !== after) { known.set(key, before); box.value = after; }
  }
  if (changed().length) save().then((done) => done && say("上次没来得及保存的内容已保存。", "saved"));
  else remember();
}

form.addEventListener("input", typed);
form.addEventListener("keydown", pressed);
form.addEventListener("paste", pasted);
form.addEventListener("focusin", (event) => event.target.closest("td")?.classList.add("here"));
form.addEventListener("focusout", (event) => event.target.closest("td")?.classList.remove("here"));
addEventListener("online", save);
addEventListener("beforeunload", (event) => { if (changed().length) { save(); event.preventDefault(); } });
for (const one of document.querySelectorAll("form")) one.addEventListener("submit", async (event) => {
  if (!changed().length || one.dataset.saved) return;
  const by = event.submitter;
  event.preventDefault();
  if (await save()) { one.dataset.saved = "yes"; one.requestSubmit(by); }
});
show(JSON.parse(document.getElementById("start").textContent || "{}") ?? {});
restore();
form.dataset.ready = "yes";
