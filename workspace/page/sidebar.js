/** The left column: who one acts as, the conversations with their unread marks, the app, the letters. */
import { html } from "./lib.js";
import { titleOf } from "./conversation.js";
import { Icon } from "./icons.js";
import { Avatar, IconButton, Menu } from "./parts.js";
import { APP, actAs, set, state } from "./state.js";

export function Sidebar() {
  const { seen } = state;
  const named = seen.places.filter((p) => p.kind !== "im" && p.member);
  const others = seen.places.filter((p) => p.kind !== "im" && !p.member);
  const direct = seen.places.filter((p) => (p.kind === "im" || p.kind === "mpim") && !p.app);
  const app = seen.places.find((p) => p.app);
  return html`<nav class="sidebar ${state.sidebar ? "is-open" : ""}" aria-label="Workspace">
    <div class="workspace-name"><b>${seen.team.name}</b>
      <span class="connection ${seen.app.connected ? "is-on" : ""}">${seen.app.connected ? "App connected" : "App not connected"}</span>
      <${IconButton} icon="close" label="Close menu" look="narrow-only" onClick=${() => set({ sidebar: false })} /></div>
    <${ActAs} />
    <div class="places">
      ${named.length > 0 && html`<h2>Channels</h2>`}
      <ul>${named.map((p) => html`<${Entry} key=${p.id} entry=${p} />`)}</ul>
      ${others.length > 0 && html`<h2>Channels to join</h2><ul>${others.map((p) => html`<${Entry} key=${p.id} entry=${p} />`)}</ul>`}
      ${direct.length > 0 && html`<h2>Direct messages</h2><ul>${direct.map((p) => html`<${Entry} key=${p.id} entry=${p} />`)}</ul>`}
      ${seen.me && html`<h2>Apps</h2>
      <ul><li><${Row} href="#/${APP}" here=${state.route.place === APP || (app && state.route.place === app.id)} unread=${app?.unread || 0} name=${seen.app.real_name}
        start=${html`<${Avatar} id=${seen.app.id} name=${seen.app.real_name} app small />`} /></li></ul>`}
      ${seen.letters !== null && html`<h2>Outside Slack</h2><ul><li><${Row} href="#/letters" here=${state.route.place === "letters"} name="Letters"
        unread=${0} note=${seen.letters || ""} start=${html`<${Icon} name="mail" />`} /></li></ul>`}
    </div>
    <div class="sidebar-foot">
      <button type="button" class="quiet" onClick=${() => set({ dialog: "person" })}><${Icon} name="plus" />Person</button>
      <button type="button" class="quiet" onClick=${() => set({ dialog: "channel" })}><${Icon} name="plus" />Channel</button>
    </div>
  </nav>`;
}

function Entry({ entry }) {
  const icon = entry.kind === "im" ? "chat" : entry.kind === "group" ? "lock" : "hash";
  return html`<li><${Row} href="#/${entry.id}" here=${state.route.place === entry.id} name=${titleOf(entry)} unread=${entry.unread}
    shared=${entry.shared_with.length > 0} start=${html`<${Icon} name=${icon} />`} /></li>`;
}

function Row({ href, here, name, unread, note, start, shared }) {
  return html`<a href=${href} class="row ${unread && !here ? "is-unread" : ""}" aria-current=${here ? "page" : undefined}
    onClick=${() => set({ sidebar: false })}>
    ${start}<span class="row-name">${name}</span>
    ${shared && html`<span class="shared" title="Shared with another organisation">shared</span>`}
    ${note && html`<span class="row-note">${note}</span>`}
    ${unread > 0 && !here && html`<span class="unread" aria-label="${unread} unread">${unread}</span>`}
  </a>`;
}

function ActAs() {
  const { me, people } = state.seen;
  if (!me) return html`<p class="act-as-nobody">Nobody is here yet.</p>`;
  const home = people.filter((p) => !p.organisation);
  const away = [...new Set(people.map((p) => p.organisation))].filter(Boolean);
  const entries = [
    ...home.map(entryOf),
    ...away.flatMap((name) => [{ head: true, label: name }, ...people.filter((p) => p.organisation === name).map(entryOf)]),
  ];
  return html`<div class="act-as"><${Menu} label="Act as: ${me.real_name}" look="act-as-button" entries=${entries}>
    <${Avatar} id=${me.id} name=${me.real_name} />
    <span class="act-as-words"><small>Act as</small><b>${me.real_name}</b><span>${about(me)}</span></span>
    <${Icon} name="chevron" />
  <//></div>`;
}

function about(person) {
  return person.role || person.organisation || `@${person.name}`;
}

function entryOf(person) {
  return {
    label: person.real_name,
    about: about(person),
    checked: person.name === state.as,
    go: () => actAs(person.name),
    start: html`<${Avatar} id=${person.id} name=${person.real_name} small />`,
    end: person.unread && person.name !== state.as ? html`<span class="waits" title="Has unread messages"></span>` : null,
  };
}
