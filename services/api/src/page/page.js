"use strict";
const byId = (id) => document.getElementById(id);
const form = byId("form");
const list = byId("list");
const number = new Intl.NumberFormat("en");
const date = new Intl.DateTimeFormat("en", { dateStyle: "medium" });
const SECONDS = [
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];
const STATUS_MS = 4000;
let statusTimer;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void create();
});
byId("more").addEventListener("click", () => void load(list.lastElementChild?.dataset.id));
void load();

async function create() {
  showFaults({});
  byId("submit").disabled = true;
  try {
    const body = { url: withScheme(form.elements.url.value.trim()), slug: form.elements.slug.value.trim() };
    const link = await call("POST", "/api/links", body);
    form.reset();
    list.prepend(render(link, true));
    showCount();
    form.elements.url.focus();
    say(`${shortText(link)} is ready.`);
  } catch (error) {
    showFaults(error.faults ?? {});
    if (Object.keys(error.faults ?? {}).length === 0) say(error.message);
  } finally {
    byId("submit").disabled = false;
  }
}

async function load(before) {
  try {
    const { links, more } = await call("GET", before ? `/api/links?before=${before}` : "/api/links");
    list.append(...links.map((link) => render(link, false)));
    byId("more").hidden = !more;
    showCount();
  } catch (error) {
    say(error.message);
  } finally {
    list.setAttribute("aria-busy", "false");
  }
}

function render(link, isNew) {
  const item = byId("item").content.firstElementChild.cloneNode(true);
  const at = (selector) => item.querySelector(selector);
  item.dataset.id = link.id;
  item.classList.toggle("new", isNew);
  at(".short").textContent = shortText(link);
  at(".short").href = `/${link.slug}`;
  at(".target").textContent = link.url.replace(/^https?:\/\//, "").replace(/\/$/, "");
  at(".target").title = link.url;
  at(".visits").textContent = link.visits === 1 ? "1 visit" : `${number.format(link.visits)} visits`;
  at("time").dateTime = link.createdAt;
  at("time").textContent = ago(new Date(link.createdAt));
  at(".copy").setAttribute("aria-label", `Copy ${shortText(link)}`);
  at(".copy").addEventListener("click", () => void copy(`${location.origin}/${link.slug}`));
  at(".remove").setAttribute("aria-label", `Delete ${shortText(link)}`);
  at(".remove").addEventListener("click", (event) => void remove(event.currentTarget, item, link));
  return item;
}

// The first click asks, the second one, on the same button, does it.
async function remove(button, item, link) {
  if (!button.classList.contains("sure")) {
    button.classList.add("sure");
    button.textContent = "Really?";
    button.setAttribute("aria-label", `Really delete ${shortText(link)}? Press again.`);
    button.addEventListener("blur", () => disarm(button, link), { once: true });
    return;
  }
  try {
    await call("DELETE", `/api/links/${link.slug}`);
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    showCount();
    (next?.querySelector(".short") ?? form.elements.url).focus();
    say(`${shortText(link)} is gone.`);
  } catch (error) {
    disarm(button, link);
    say(error.message);
  }
}

function disarm(button, link) {
  button.classList.remove("sure");
  button.textContent = "Delete";
  button.setAttribute("aria-label", `Delete ${shortText(link)}`);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say("Copied.");
  } catch {
    // Without TLS browsers have no clipboard for pages.
    prompt("Copy this link:", text);
  }
}

async function call(method, path, body) {
  const init =
    body === undefined
      ? { method }
      : { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await fetch(path, init).catch(() => {
    throw new Error("The server can't be reached. Try again in a moment.");
  });
  if (response.status === 204) return undefined;
  const answer = await response.json().catch(() => ({ error: `The server answered ${response.status}.` }));
  if (!response.ok) throw Object.assign(new Error(answer.error), { faults: answer.faults });
  return answer;
}

function showFaults(faults) {
  for (const name of ["url", "slug"]) {
    const fault = byId(`${name}-fault`);
    fault.textContent = faults[name] ?? "";
    fault.hidden = faults[name] === undefined;
    form.elements[name].setAttribute("aria-invalid", String(faults[name] !== undefined));
  }
  const first = ["url", "slug"].find((name) => faults[name] !== undefined);
  if (first) form.elements[first].focus();
}

function showCount() {
  const count = list.childElementCount;
  byId("empty").hidden = count > 0;
  byId("count").textContent = count === 0 ? "" : `${number.format(count)}${byId("more").hidden ? "" : "+"}`;
}

function say(text) {
  clearTimeout(statusTimer);
  byId("status").textContent = text;
  statusTimer = setTimeout(() => {
    byId("status").textContent = "";
  }, STATUS_MS);
}

function withScheme(text) {
  return text === "" || /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
}

function shortText(link) {
  return `${location.host}/${link.slug}`;
}

function ago(then) {
  const seconds = (Date.now() - then) / 1000;
  const unit = SECONDS.find(([, size]) => seconds >= size);
  if (unit === undefined) return "just now";
  const count = Math.floor(seconds / unit[1]);
  return unit[0] === "day" && count > 6 ? date.format(then) : `${count} ${unit[0]}${count === 1 ? "" : "s"} ago`;
}
