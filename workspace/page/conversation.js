/** The open conversation: its messages by day, threads beside it, and the app's own place. */
import { html, useEffect, useLayoutEffect, useRef, useState } from "./lib.js";
import { Blocks } from "./blocks.js";
import { Composer } from "./composer.js";
import { Icon } from "./icons.js";
import { Message } from "./message.js";
import { Avatar, IconButton } from "./parts.js";
import { APP, act, notice, open, say, set, state } from "./state.js";
import { viewSurface } from "./surfaces.js";
import { clock, count, day } from "./words.js";

export function Conversation() {
  const { seen, route } = state;
  if (route.place === APP) return html`<${AppPlace} />`;
  const entry = seen.places.find((p) => p.id === route.place);
  if (!entry) return html`<section class="centre"></section>`;
  if (entry.app) return html`<${AppPlace} />`;
  const members = seen.place?.members.length || 0;
  return html`<section class="centre" aria-label="#${entry.name}">
    <header class="centre-head">
      <h1><${Icon} name=${entry.kind === "group" ? "lock" : "hash"} />${titleOf(entry)}</h1>
      ${entry.shared_with.length > 0 && html`<span class="badge">Shared with ${entry.shared_with.join(", ")}</span>`}
      <span class="head-note">${count(members, "member")}</span>
    </header>
    <${Messages} key=${`${state.as}${entry.id}`} roots=${roots()} />
    ${entry.member ? html`<${Composer} key=${`${state.as}${entry.id}`} place=${entry.id} label=${`Message #${titleOf(entry)}`} />` : html`<${Join} entry=${entry} />`}
  </section>`;
}

export function titleOf(entry) {
  return entry.name || entry.with.map((id) => state.seen.known[id]?.real_name || id).join(", ");
}

function Join({ entry }) {
  return html`<div class="join"><span>You are looking at <b>#${entry.name}</b>.</span>
    <button type="button" class="button is-primary" onClick=${() => act("join", { in: entry.id })}>Join channel</button></div>`;
}

function messages() {
  return (state.seen.place?.messages || []).filter((m) => !state.hidden.has(m.ts));
}

function roots() {
  return messages().filter((m) => !m.thread_ts || m.thread_ts === m.ts || m.subtype === "thread_broadcast");
}

function repliesTo(root) {
  return messages().filter((m) => m.root === root && m.ts !== root);
}

/** What is visible to one person alone is no reply to the others. */
function counted(replies) {
  return count(replies.filter((m) => !m.only_you).length, "reply", "replies");
}

/** Keeps to the end as long as the reader is there. */
function useEnd(ts) {
  const box = useRef(null);
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    if (atEnd.current && !state.flash) box.current.scrollTop = box.current.scrollHeight;
  }, [ts]);
  const onScroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = box.current;
    atEnd.current = scrollHeight - scrollTop - clientHeight < 60;
  };
  return [box, onScroll];
}

function shape(shown) {
  return shown.map((m) => m.ts + (m.edited?.ts || "") + (m.reply_count || 0) + (m.reactions?.length || 0)).join();
}

function Messages({ roots: shown, inline = false, empty = null }) {
  const [box, onScroll] = useEnd(shape(messages()) + JSON.stringify(state.seen.place?.statuses));
  const isNew = (m) => m.ts > state.newSince && m.user !== state.seen.me.id;
  const first = shown.find(isNew);
  const before = first && shown.indexOf(first) > 0;
  return html`<div class="messages" ref=${box} onScroll=${onScroll} role="log" aria-label="Messages" aria-live="off">
    <div class="messages-inner">
      ${!shown.length && (empty || html`<p class="empty">Nothing was said here yet.</p>`)}
      ${shown.map((m, i) => [
        day(m.ts) !== day(shown[i - 1]?.ts || 0) && html`<h3 class="day" key="day${m.ts}"><span>${day(m.ts)}</span></h3>`,
        before && m === first && html`<p class="new" key="new"><span>New</span></p>`,
        inline
          ? html`<${Inline} key=${m.ts} root=${m} />`
          : html`<${Message} key=${m.ts} message=${m} compact=${follows(m, shown[i - 1])} replies=${html`<${Summary} root=${m} />`} />`,
      ])}
    </div>
  </div>`;
}

function follows(message, previous) {
  if (!previous || previous.by !== message.by || message.only_you || previous.only_you || previous.reply_count) return false;
  return day(previous.ts) === day(message.ts) && message.ts - previous.ts < 300 && previous.subtype !== "tombstone";
}

function Summary({ root }) {
  const replies = repliesTo(root.ts);
  const status = state.seen.place.statuses[root.ts];
  if (!replies.length) return status ? html`<${Status} status=${status} />` : null;
  const last = replies[replies.length - 1];
  const authors = [...new Map(replies.map((r) => [r.by, r])).values()].slice(0, 4);
  return html`<button type="button" class="thread-summary" onClick=${() => set({ thread: root.ts })}>
      <span class="avatars">${authors.map((r) => html`<${Avatar} id=${r.user || r.by} name=${r.by} app=${r.app} small />`)}</span>
      <b>${counted(replies)}</b> <span>last at ${clock(last.ts)}</span>
    </button>
    ${status && html`<${Status} status=${status} />`}`;
}

/** The line under a thread while the app is at work; its loading messages take turns. */
function Status({ status }) {
  const all = status.loading_messages.length ? status.loading_messages : [status.status];
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((now) => now + 1), 2500);
    return () => clearInterval(timer);
  }, []);
  return html`<p class="status" role="status"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>
    <b>${state.seen.app.real_name}</b> ${all[turn % all.length]}</p>`;
}

export function Thread() {
  const root = messages().find((m) => m.ts === state.thread);
  const [box, onScroll] = useEnd(shape(messages()));
  const { place } = state.seen;
  const entry = state.seen.places.find((p) => p.id === place?.id);
  const shut = () => set({ thread: "" });
  return html`<aside class="thread" aria-label="Thread" onKeyDown=${(e) => e.key === "Escape" && !e.defaultPrevented && shut()}>
    <header class="centre-head"><h2>Thread</h2><span class="head-note">${entry && !entry.app ? `#${titleOf(entry)}` : ""}</span>
      <${IconButton} icon="close" label="Close thread" onClick=${shut} /></header>
    <div class="messages" ref=${box} onScroll=${onScroll}>
      <div class="messages-inner">
        ${root ? html`<${Message} key=${root.ts} message=${root} inThread />` : html`<p class="empty">This message is gone.</p>`}
        <p class="replies-count"><span>${counted(repliesTo(state.thread))}</span></p>
        ${repliesTo(state.thread).map((m, i, all) => html`<${Message} key=${m.ts} message=${m} inThread compact=${follows(m, all[i - 1])} />`)}
        ${place?.statuses[state.thread] && html`<${Status} status=${place.statuses[state.thread]} />`}
      </div>
    </div>
    ${place && entry?.member && html`<${Composer} key=${`${state.as}${state.thread}`} place=${place.id} thread=${state.thread} label="Reply" broadcasts=${entry.kind !== "im"} />`}
  </aside>`;
}

/** In the app's place answers stand under what they answer. */
function Inline({ root }) {
  const replies = repliesTo(root.ts);
  const status = state.seen.place.statuses[root.ts];
  return html`<div class="inline-thread">
    <${Message} message=${root} inThread />
    ${(replies.length > 0 || status) && html`<div class="inline-replies">
      ${replies.map((m, i) => html`<${Message} key=${m.ts} message=${m} inThread compact=${follows(m, replies[i - 1])} />`)}
      ${status && html`<${Status} status=${status} />`}
    </div>`}
  </div>`;
}

function AppPlace() {
  const { app } = state.seen;
  const tab = state.route.tab === "home" && app.home_tab ? "home" : "messages";
  const tabs = [app.home_tab && ["home", "Home"], ["messages", "Messages"]].filter(Boolean);
  return html`<section class="centre" aria-label=${app.real_name}>
    <header class="centre-head is-app">
      <h1><${Avatar} id=${app.id} name=${app.real_name} app small />${app.real_name}</h1>
      <div class="tabs" role="tablist" aria-label=${app.real_name} onKeyDown=${stepTabs}>
        ${tabs.map(([id, name]) => html`<button type="button" role="tab" aria-selected=${tab === id} tabindex=${tab === id ? 0 : -1}
          id="tab-${id}" aria-controls="tab-panel" onClick=${() => open(APP, id)}>${name}</button>`)}
      </div>
      ${tab === "messages" && current() && html`<button type="button" class="button is-small" onClick=${fresh}>
        <${Icon} name="plus" />New conversation</button>`}
    </header>
    <div class="tab-panel" id="tab-panel" role="tabpanel" aria-labelledby="tab-${tab}">
      ${tab === "home" ? html`<${Home} />` : html`<${Talk} />`}
    </div>
  </section>`;
}

function stepTabs(event) {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  const tabs = [...event.currentTarget.querySelectorAll("[role=tab]")];
  const next = tabs[(tabs.indexOf(document.activeElement) + 1) % tabs.length];
  next.focus();
  next.click();
}

function fresh() {
  set({ fresh: true });
  document.querySelector(".centre .composer textarea")?.focus();
}

/** The conversation the next message continues: the last one, when the person began it and it was answered. */
function current() {
  const last = roots().filter((m) => !m.only_you).pop();
  if (state.fresh || !last || last.user !== state.seen.me.id || !repliesTo(last.ts).length) return null;
  return last;
}

function Talk() {
  const { app, place } = state.seen;
  if (!app.messages_tab) return html`<p class="empty">Sending messages to this app has been turned off.</p>`;
  const goesOn = current();
  return html`<${Messages} key=${state.as} roots=${roots()} inline empty=${html`<${Welcome} />`} />
    ${!goesOn && roots().length > 0 && html`<${Prompts} />`}
    ${goesOn && html`<p class="goes-on"><${Icon} name="reply" /><span>Continues “${goesOn.read_as}”</span></p>`}
    <${Composer} key=${`${state.as}app`} place=${place?.id || APP} thread=${goesOn ? goesOn.ts : ""} draft=${APP} commands
      label=${goesOn ? `Reply to ${app.real_name}` : `Message ${app.real_name}`} />`;
}

function Welcome() {
  const { app } = state.seen;
  return html`<div class="welcome"><${Avatar} id=${app.id} name=${app.real_name} app /><h2>${app.real_name}</h2>
    <p>Your messages here are seen by you and the app.</p><${Prompts} /></div>`;
}

function Prompts() {
  const { title, prompts } = state.seen.place?.prompts || { prompts: [] };
  const send = async (message) => {
    const answer = await say(APP, message);
    if (!answer.ok) notice(answer.reason);
  };
  if (!prompts.length) return null;
  return html`<div class="prompts" role="group" aria-label=${title || "Suggested prompts"}>
    ${title && html`<p>${title}</p>`}
    ${prompts.map((p) => html`<button type="button" class="prompt" onClick=${() => send(p.message)}>${p.title}</button>`)}
  </div>`;
}

function Home() {
  const { home, app } = state.seen;
  const failed = (reason) => notice(reason);
  return html`<div class="messages"><div class="home">
    ${home ? html`<${Blocks} key=${home.id} blocks=${home.blocks} surface=${viewSurface(home, { failed })} />` : html`<p class="empty">${app.real_name} has published nothing here for you yet.</p>`}
  </div></div>`;
}
