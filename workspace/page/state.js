/** What the page knows, and how it learns of changes: one object, read by all, drawn anew at each change. */
import { getJson, postJson } from "./api.js";

export const APP = "app"; // the place that stands for the direct messages with the app

export const state = {
  seen: null, // what the server says this person sees
  as: sessionStorage.getItem("as") || "",
  route: { place: "", tab: "", ts: "" },
  thread: "", // the ts of the thread in the right pane
  fresh: false, // the next message to the app begins a new conversation
  newSince: "", // what came later is new to this person
  flash: "", // the message a permalink points to
  panel: "", // "inspector" or "faults"
  dialog: "", // "missing", "person" or "channel"
  sidebar: false, // on narrow screens: whether the left column is shown
  tour: sessionStorage.getItem("tour") !== "closed",
  confirm: null,
  notices: [],
  drafts: {},
  hidden: new Set(), // ephemeral messages dismissed
  offline: false,
  said: "", // what a screen reader is told
};

const sent = new Set(); // own messages whose thread opens by itself at the first answer
const listeners = new Set();
let opened = ""; // person and place shown last
let told = ""; // the last message a screen reader was told of
let running = false;
let again = false;

export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function set(changes) {
  Object.assign(state, changes);
  for (const listener of listeners) listener();
}

export function begin() {
  const named = new URLSearchParams(location.search).get("as"); // a link may name who is looking: /?as=ada#/app
  if (named) {
    sessionStorage.setItem("as", named);
    state.as = named;
    history.replaceState(null, "", `/${location.hash}`);
  }
  addEventListener("hashchange", () => go(readHash()));
  state.route = readHash();
  const feed = new EventSource("/page/api/feed");
  feed.addEventListener("changed", refresh);
  feed.addEventListener("open", () => state.offline && set({ offline: false }));
  feed.addEventListener("error", () => set({ offline: true }));
  setInterval(() => state.seen?.letters != null && refresh(), 4000);
  addEventListener("visibilitychange", refresh);
}

function readHash() {
  const [place = "", second = ""] = location.hash.replace(/^#\/?/, "").split("/");
  return place === APP ? { place, tab: second || "messages", ts: "" } : { place, tab: "", ts: second };
}

function go(route) {
  set({ route, thread: "", sidebar: false, fresh: false, flash: "" });
  refresh();
}

export function open(place, more = "") {
  const hash = `#/${place}${more ? `/${more}` : ""}`;
  if (location.hash === hash) go(readHash());
  else location.hash = hash;
}

export function actAs(name) {
  if (name === state.as) return;
  sessionStorage.setItem("as", name);
  set({ as: name, thread: "", fresh: false, sidebar: false });
  refresh();
}

/** Ask the server what there is now; changes that arrive meanwhile lead to one more look. */
export async function refresh() {
  again = true;
  if (running) return;
  running = true;
  try {
    while (again) {
      again = false;
      await look();
    }
  } catch {
    set({ offline: true });
  } finally {
    running = false;
  }
}

async function look() {
  const { as, route } = state;
  const seen = await getJson("state", { as, in: route.place });
  if (as !== state.as || route !== state.route) again = true;
  else settle(seen);
}

function settle(seen) {
  if (!seen.me && seen.people.length) return actAs(seen.people[0].name);
  if (seen.me && !isVisible(seen, state.route.place)) return moveTo(seen);
  const { place, tab, ts } = state.route;
  const key = [state.as, place, tab, ts].join("|");
  const first = key !== opened && seen.me;
  if (first) arrive(seen, key);
  announce(seen, first);
  openThread(seen);
  set({ seen, offline: false });
  markRead(seen);
}

function isVisible(seen, place) {
  return place === APP || place === "letters" || seen.places.some((p) => p.id === place);
}

function moveTo(seen) {
  const channel = seen.places.find((p) => p.kind !== "im" && p.member);
  history.replaceState(null, "", `#/${channel ? channel.id : APP}`);
  state.route = readHash();
  again = true;
}

/** A place was just opened by this person: note what is new, and tell the app when it is its own. */
function arrive(seen, key) {
  opened = key;
  state.newSince = seen.place ? seen.place.read : "";
  const wanted = state.route.ts;
  const target = wanted && seen.place?.messages.find((m) => m.ts === wanted);
  if (target) Object.assign(state, { flash: wanted, thread: target.thread_ts ? target.root : "" });
  if (state.route.place === APP) act("look", { tab: state.route.tab }, { quietly: true });
}

function announce(seen, first) {
  const messages = seen.place?.messages || [];
  const last = messages[messages.length - 1];
  if (!last || last.ts <= told) return;
  if (!first && last.user !== seen.me.id) state.said = `${last.by}: ${last.read_as}`;
  told = last.ts;
}

function openThread(seen) {
  if (state.thread || innerWidth < 900 || state.route.place === APP) return;
  const reply = seen.place?.messages.find((m) => m.app && m.thread_ts && sent.has(m.thread_ts));
  if (!reply) return;
  sent.delete(reply.thread_ts);
  state.thread = reply.thread_ts;
}

function markRead(seen) {
  const last = (seen.place?.messages || []).reduce((most, m) => (m.ts > most ? m.ts : most), "");
  if (!last || last <= seen.place.read || document.hidden) return;
  postJson("read", { as: state.as, in: seen.place.id, ts: last });
}

/** Do something as this person; what is refused is shown, unless the caller shows it itself. */
export async function act(name, body = {}, { quietly = false } = {}) {
  const answer = await postJson(name, { as: state.as, ...body });
  if (!answer.ok && !quietly) notice(answer.reason);
  refresh();
  return answer;
}

export async function say(place, text, { thread = "", broadcast = false, files = [] } = {}) {
  const answer = await act("say", { in: place, text, thread, broadcast, files }, { quietly: true });
  if (answer.ok && !thread) sent.add(answer.ts);
  if (answer.ok) set({ newSince: answer.ts, fresh: false });
  return answer;
}

export function notice(text) {
  const entry = { text, id: Math.random() };
  set({ notices: [...state.notices, entry] });
  setTimeout(() => forget(entry.id), 7000);
}

export function forget(id) {
  set({ notices: state.notices.filter((n) => n.id !== id) });
}

/** Ask before something is done, as an element's `confirm` wants it. */
export function confirmed(asked) {
  if (!asked) return Promise.resolve(true);
  return new Promise((resolve) => {
    set({ confirm: { asked, answer: (yes) => (set({ confirm: null }), resolve(yes)) } });
  });
}

export function draftKey(place, thread) {
  return `${state.as}|${place}|${thread}`;
}

export function setDraft(key, text) {
  set({ drafts: { ...state.drafts, [key]: text } });
}

/** A chosen file as the server takes it, its content in base64. */
export function readFile(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ name: file.name, size: file.size, content: reader.result.split(",")[1] || "" });
    reader.onerror = reject;
    reader.readAsDataURL(file);
  });
}
