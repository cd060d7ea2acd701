/** The page: puts the columns, panels and dialogs together, and draws them anew whenever the state changes. */
import { html, render, useEffect, useReducer, useState } from "./lib.js";
import { Conversation, Thread } from "./conversation.js";
import { Faults } from "./faults.js";
import { Icon } from "./icons.js";
import { Inspector } from "./inspector.js";
import { Letters } from "./letters.js";
import { Missing } from "./missing.js";
import { Adding, Confirm, Modal } from "./modal.js";
import { IconButton } from "./parts.js";
import { Sidebar } from "./sidebar.js";
import { begin, forget, set, state, subscribe } from "./state.js";
import { Tour, showTour } from "./tour.js";

function Page() {
  const [, redraw] = useReducer((n) => n + 1, 0);
  useEffect(() => subscribe(redraw), []);
  const { seen } = state;
  useEffect(() => {
    document.title = seen?.me ? `${seen.me.real_name} in ${seen.team.name} (simulated Slack)` : "Simulated Slack";
  }, [seen?.me?.real_name]);
  if (!seen) return html`<p class="splash" role="status">${state.offline ? "The workspace does not answer." : "Opening the workspace …"}</p>`;
  return html`
    <${Bar} />
    ${state.offline && html`<p class="offline" role="alert">The simulated workspace does not answer; trying again …</p>`}
    <div class="frame ${state.thread ? "has-thread" : ""} ${state.panel === "inspector" ? "has-drawer" : ""}">
      <${Sidebar} />
      ${state.sidebar && html`<div class="shade" onClick=${() => set({ sidebar: false })}></div>`}
      <main>
        <${Tour} />
        ${!seen.me ? html`<${Nobody} />` : state.route.place === "letters" ? html`<${Letters} />` : html`<${Conversation} />`}
      </main>
      ${state.thread && seen.place && html`<${Thread} key=${state.thread} />`}
    </div>
    ${state.panel === "inspector" && html`<${Inspector} />`}
    ${state.panel === "faults" && html`<${Faults} />`}
    ${state.dialog === "missing" && html`<${Missing} />`}
    <${Adding} />
    <${Modal} />
    <${Confirm} />
    <${Notices} />
    <div class="unseen" aria-live="polite">${state.said}</div>`;
}

function Bar() {
  const { trouble, tour } = state.seen;
  const marks = trouble.complaints + trouble.late;
  const toggle = (panel) => set({ panel: state.panel === panel ? "" : panel });
  return html`<header class="bar">
    <${IconButton} icon="menu" label="Open menu" look="narrow-only" onClick=${() => set({ sidebar: true })} />
    <p class="bar-words"><b>Simulated Slack</b><span>: nothing leaves this machine</span>
      <button type="button" class="quiet" onClick=${() => set({ dialog: "missing" })}>What is not simulated</button></p>
    <div class="bar-tools">
      ${tour.length > 0 && html`<${Tool} icon="map" name="Tour" on=${state.tour} go=${() => showTour(!state.tour)} />`}
      <${Tool} icon="fault" name="Faults" on=${state.panel === "faults"} go=${() => toggle("faults")} />
      <${Tool} icon="activity" name="Inspector" on=${state.panel === "inspector"} go=${() => toggle("inspector")} mark=${marks} />
      <${Theme} />
    </div>
  </header>`;
}

function Tool({ icon, name, on, go, mark = 0 }) {
  return html`<button type="button" class="tool" aria-pressed=${on} aria-label=${mark ? `${name}, ${mark} to look at` : name} title=${name} onClick=${go}>
    <${Icon} name=${icon} /><span>${name}</span>${mark > 0 && html`<b class="mark">${mark}</b>`}</button>`;
}

function Theme() {
  const [theme, setTheme] = useState(localStorage.getItem("theme") || "");
  const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  useEffect(() => {
    if (theme) document.documentElement.dataset.theme = theme;
  }, [theme]);
  const turn = () => {
    const next = dark ? "light" : "dark";
    localStorage.setItem("theme", next);
    setTheme(next);
  };
  return html`<${IconButton} icon=${dark ? "sun" : "moon"} label=${dark ? "Light colours" : "Dark colours"} onClick=${turn} />`;
}

function Nobody() {
  return html`<section class="centre"><div class="welcome"><h2>Nobody is here yet</h2>
    <p>Add a person to look at the workspace with that person’s eyes. Programs do the same with <code>slack.person(...)</code> or the control API.</p>
    <button type="button" class="button is-primary" onClick=${() => set({ dialog: "person" })}>Add a person</button></div></section>`;
}

function Notices() {
  return html`<div class="notices" role="alert">${state.notices.map((n) => html`<p key=${n.id}>${n.text}
    <${IconButton} icon="close" label="Dismiss" onClick=${() => forget(n.id)} /></p>`)}</div>`;
}

begin();
render(html`<${Page} />`, document.getElementById("page"));
