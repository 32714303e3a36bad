// Marks that were made here and have not arrived yet: sent one after the other, in their order, once there is contact.
// Each has a token of its own, by which the server knows what it has answered: whatever is not answered is sent again. The tab remembers them over a reload: ids,
// numbers of segments and offsets, never a word, for one person and one cycle; signing out empties it (recordings/sign-out).
import { csrfToken } from "../main.js";
import { toast } from "../toast.js";
import { showWaiting } from "./waiting.js";

const AGAIN_MS = 2000;
const SOON_MS = 1000; // so long a mark may be on its way before it is said to wait
const PATIENCE_MS = 10_000;
const FIELDS = ["theme_id", "start_segment", "start_offset", "end_segment", "end_offset", "exact", "revision"];
const OUT = [400, 401, 403]; // not as who one was: sign in, or load the page, and they are sent

function recall(key, person) {
  for (const other of Object.keys(sessionStorage)) if (other.startsWith("outbox:") && !other.startsWith(`outbox:${person}:`)) sessionStorage.removeItem(other);
  return JSON.parse(sessionStorage.getItem(key) ?? "[]");
}

const token = () => [...crypto.getRandomValues(new Uint32Array(4))].join("-");

async function post(path, fields) {
  const body = new URLSearchParams({ ...fields, csrf_token: csrfToken() });
  const headers = { "X-Fragment": "true", Accept: "application/json" };
  try {
    const answer = await fetch(path, { method: "POST", body, headers, redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok) return {};
    if (answer.status >= 500 || answer.status === 429) return { isLost: true };
    const isJson = answer.headers.get("Content-Type")?.includes("json");
    return { status: answer.status, sentence: isJson ? (await answer.json()).error : "", isOut: OUT.includes(answer.status) || answer.type === "opaqueredirect" };
  } catch { return { isLost: true }; }
}

export default function outbox(box) {
  const words = box.dataset;
  const key = `outbox:${words.person}:${words.cycle}`;
  const marks = recall(key, words.person);
  const bars = new Map(); // marks that are on their way for the first time: their words are still marked
  const refused = new Map();
  const [said, list, row] = ["[data-said]", "[data-list]", "template"].map((one) => box.querySelector(one));
  let [busy, timer, trouble] = [false, null, ""];

  const save = () => { if (marks.length) sessionStorage.setItem(key, JSON.stringify(marks)); else sessionStorage.removeItem(key); };
  const waiting = () => marks.filter((one) => !bars.has(one) && !refused.has(one));
  const next = () => marks.find((one) => !refused.has(one));
  const sentenceOf = ({ status, sentence }) => (status === 404 || !sentence ? words.gone : sentence);

  function remove(mark) {
    if (marks.includes(mark)) marks.splice(marks.indexOf(mark), 1);
    refused.delete(mark);
    save();
  }

  function free(mark) {
    const bar = bars.get(mark);
    bars.delete(mark);
    bar?.dispatchEvent(new CustomEvent("live:sent", { bubbles: true }));
  }

  function line([mark, sentence]) {
    const item = row.content.cloneNode(true).firstElementChild;
    const theme = document.querySelector(`#picks [data-theme="${mark.theme_id}"]`)?.dataset.name;
    item.querySelector("[data-what]").textContent = theme ? `${theme}: ${sentence}` : sentence;
    item.querySelector("a").href = `${mark.path}#line-${mark.start_segment}`;
    item.querySelector("button").addEventListener("click", () => { remove(mark); draw(); });
    return item;
  }

  function draw() {
    const held = waiting();
    const text = held.length ? [held.length === 1 ? words.one : words.many.replace("{n}", held.length), trouble].filter(Boolean).join(" ") : "";
    if (said.textContent !== text) said.textContent = text;
    list.replaceChildren(...[...refused].map(line));
    list.hidden = !refused.size;
    const hadSome = "waits" in words;
    box.toggleAttribute("data-waits", held.length > 0);
    if (hadSome && !held.length) document.dispatchEvent(new CustomEvent("live:free"));
    showWaiting(held.filter((one) => one.path === location.pathname), words.waiting);
  }

  function settle(mark, answer) {
    const isNew = bars.has(mark);
    if (!answer.status) { remove(mark); free(mark); return; }
    toast(sentenceOf(answer));
    if (!isNew) { refused.set(mark, sentenceOf(answer)); return; }
    bars.delete(mark); // its words are still marked: another theme can be chosen
    remove(mark);
  }

  async function pump() {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    let pause = 0;
    for (let mark = next(); mark && !pause; mark = next()) {
      const { path, ...fields } = mark;
      const answer = await post(path, fields);
      trouble = answer.isOut ? answer.sentence : "";
      if (answer.isLost || answer.isOut) {
        pause = answer.isOut ? PATIENCE_MS : AGAIN_MS;
        [...bars.keys()].forEach(free);
      } else settle(mark, answer);
    }
    busy = false;
    if (pause) timer = setTimeout(pump, pause);
    draw();
  }

  // A new theme has a name, and what the tab remembers holds no words: it is made when there is contact, and its words stay marked.
  async function make(bar, fields) {
    const answer = await post(bar.action, fields);
    if (answer.isLost) toast(words.theme);
    else if (answer.status) toast(sentenceOf(answer));
    else bar.dispatchEvent(new CustomEvent("live:sent", { bubbles: true }));
  }

  function send(event) {
    const bar = event.target;
    if (bar.dataset.themes !== bar.getAttribute("action") || event.submitter?.hasAttribute("formaction")) return; // no mark: a note, or what is pointed at
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(bar));
    if (!fields.theme_id) { make(bar, fields); return; }
    const mark = { path: new URL(bar.action).pathname, "outbox-once": token(), ...Object.fromEntries(FIELDS.map((name) => [name, fields[name]])) };
    marks.push(mark);
    bars.set(mark, bar);
    save();
    setTimeout(() => { if (bars.has(mark)) { free(mark); draw(); } }, SOON_MS);
    pump();
  }

  document.addEventListener("submit", send, true); // before `seminar/live`, which leaves alone what is taken care of
  window.addEventListener("online", pump);
  window.addEventListener("beforeunload", (event) => { if (waiting().length) event.preventDefault(); });
  draw();
  pump();
}
