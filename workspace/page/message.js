/** One message: who, when, what, what is attached, and what can be done with it. */
import { html, useEffect, useRef, useState } from "./lib.js";
import { Blocks } from "./blocks.js";
import { QUICK, emoji } from "./emoji.js";
import { Icon } from "./icons.js";
import { Mrkdwn, unescape } from "./mrkdwn.js";
import { Avatar, Menu } from "./parts.js";
import { act, confirmed, notice, set, state } from "./state.js";
import { messageSurface } from "./surfaces.js";
import { clock, count, fully, nameOf, size } from "./words.js";

export function Message({ message, compact = false, inThread = false, replies = null }) {
  const box = useRef(null);
  const [editing, setEditing] = useState(false);
  const flashed = state.flash === message.ts;
  useEffect(() => {
    if (flashed) box.current.scrollIntoView({ block: "center" });
  }, [flashed]);
  if (message.subtype === "tombstone") return html`<article class="message is-gone"><p>This message was deleted.</p></article>`;
  const look = ["message", compact && "is-compact", flashed && "is-flashed", message.only_you && "is-ephemeral"];
  return html`<article class=${look.filter(Boolean).join(" ")} ref=${box} tabindex="0" data-ts=${message.ts}
    aria-label="${message.by}, ${clock(message.ts)}: ${message.read_as}">
    ${compact
      ? html`<time class="gutter-time" title=${fully(message.ts)}>${clock(message.ts)}</time>`
      : html`<${Avatar} id=${message.user || message.by} name=${message.by} app=${message.app} />`}
    <div class="message-main">
      ${!compact && html`<${Head} message=${message} />`}
      ${message.only_you && html`<p class="only-you"><${Icon} name="eye" />Only visible to you
        <button type="button" class="quiet" onClick=${() => set({ hidden: state.hidden.add(message.ts) })}>Dismiss</button></p>`}
      ${editing ? html`<${Editor} message=${message} shut=${() => setEditing(false)} />` : html`<${Content} message=${message} />`}
      <${Files} files=${message.files || []} />
      <${Reactions} message=${message} />
      ${replies}
    </div>
    ${!editing && html`<${Tools} message=${message} inThread=${inThread} edit=${() => setEditing(true)} />`}
  </article>`;
}

function Head({ message }) {
  const who = state.seen.people.find((p) => p.id === message.user);
  const about = who && [who.role, who.organisation].filter(Boolean)[0];
  return html`<p class="message-head">
    <b>${message.by}</b>
    ${message.app && html`<span class="badge">App</span>`}
    ${about && html`<span class="role">${about}</span>`}
    <time title=${fully(message.ts)}>${clock(message.ts)}</time>
  </p>`;
}

function Content({ message }) {
  const edited = message.edited && html`<span class="edited" title="Changed ${fully(message.edited.ts)}">(edited)</span>`;
  if (message.blocks?.length) {
    return html`<${Blocks} blocks=${message.blocks} surface=${messageSurface(message)} after=${edited} />`;
  }
  return html`<div class="text"><${Mrkdwn} text=${message.text} /> ${edited}</div>`;
}

function Editor({ message, shut }) {
  const box = useRef(null);
  useEffect(() => {
    box.current.focus();
    box.current.setSelectionRange(99999, 99999);
  }, []);
  const named = message.text.replace(/<@(\w+)>/g, (_all, id) => `@${nameOf(id)}`).replace(/<(https?:[^>|]+)[^>]*>/g, "$1");
  const save = async () => {
    const { id } = state.seen.place;
    const answer = await act("edit", { in: id, ts: message.ts, text: box.current.value.trim() });
    if (answer.ok) shut();
  };
  const onKey = (event) => {
    if (event.key === "Escape") shut();
    else if (event.key === "Enter" && !event.shiftKey) save();
    else return;
    event.preventDefault();
  };
  return html`<div class="editor">
    <textarea class="field" aria-label="Edit message" ref=${box} rows="3" onKeyDown=${onKey} defaultValue=${unescape(named)}></textarea>
    <div class="actions">
      <button type="button" class="button" onClick=${shut}>Cancel</button>
      <button type="button" class="button is-primary" onClick=${save}>Save</button>
    </div>
  </div>`;
}

function Files({ files }) {
  if (!files.length) return null;
  return html`<ul class="files">${files.map((file) => {
    const address = `/page/api/file/${file.id}`;
    const picture = /^image\/(png|jpeg|gif|webp)$/.test(file.mimetype);
    return html`<li><a class="file" href=${address} download=${picture ? undefined : file.name} target="_blank">
      ${picture ? html`<img src=${address} alt="" />` : html`<span class="file-icon"><${Icon} name="file" /></span>`}
      <span><b>${file.title || file.name}</b><small>${file.pretty_type}, ${size(file.size)}</small></span>
    </a></li>`;
  })}</ul>`;
}

function Reactions({ message }) {
  const given = message.reactions || [];
  if (!given.length) return null;
  return html`<p class="reactions">${given.map((r) => {
    const mine = r.users.includes(state.seen.me?.id);
    const who = r.users.map(nameOf).join(", ");
    return html`<button type="button" class="reaction ${mine ? "is-mine" : ""}" title="${who}: :${r.name}:"
      aria-label="${r.name}, ${count(r.count, "reaction")}" aria-pressed=${mine} onClick=${() => react(message, r.name)}>
      ${emoji(r.name)} <span>${r.count}</span></button>`;
  })}</p>`;
}

/** Give a reaction; the one already given is taken back. */
function react(message, name) {
  const given = message.reactions?.find((r) => r.name === name);
  const back = given?.users.includes(state.seen.me.id);
  return act("react", { in: state.seen.place.id, ts: message.ts, name, back });
}

function Tools({ message, inThread, edit }) {
  const reactions = QUICK.map((name) => ({ label: name, start: html`<span class="glyph">${emoji(name)}</span>`, go: () => react(message, name) }));
  if (message.only_you) return null;
  return html`<div class="message-tools" role="group" aria-label="Message actions">
    <${Menu} label="React" look="icon-button" entries=${reactions} grid><${Icon} name="smile" /><//>
    ${!inThread && html`<button type="button" class="icon-button" aria-label="Reply in thread" title="Reply in thread"
      onClick=${() => set({ thread: message.root })}><${Icon} name="reply" /></button>`}
    <${Menu} label="More actions" look="icon-button" entries=${entries(message, edit)}><${Icon} name="dots" /><//>
  </div>`;
}

function entries(message, edit) {
  const place = state.seen.place.id;
  const { app, me } = state.seen;
  const shortcuts = app.shortcuts.filter((s) => s.kind === "message");
  const mine = message.user === me.id;
  return [
    ...shortcuts.map((s) => ({
      label: s.name,
      about: app.real_name,
      go: () => act("shortcut", { callback_id: s.callback_id, in: place, ts: message.ts }),
    })),
    { label: "Copy link to message", go: () => copyLink(place, message.ts) },
    ...(mine ? [{ label: "Edit message", go: edit }, { label: "Delete message", danger: true, go: () => remove(place, message.ts) }] : []),
  ];
}

async function copyLink(place, ts) {
  await navigator.clipboard?.writeText(`${location.origin}/#/${place}/${ts}`).catch(() => {});
  notice("The link was copied.");
}

async function remove(place, ts) {
  const asked = {
    title: { text: "Delete message" },
    text: { type: "plain_text", text: "This message will be gone for everybody." },
    confirm: { text: "Delete" },
    deny: { text: "Cancel" },
    style: "danger",
  };
  if (await confirmed(asked)) act("delete", { in: place, ts });
}
