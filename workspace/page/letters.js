/** The letters the host process has sent, readable here because nothing leaves this machine. */
import { html, useEffect, useState } from "./lib.js";
import { getJson } from "./api.js";
import { Icon } from "./icons.js";
import { state } from "./state.js";

export function Letters() {
  const [letters, setLetters] = useState(null);
  const [at, setAt] = useState(0);
  useEffect(() => {
    getJson("letters").then((answer) => setLetters(answer.letters.toReversed())).catch(() => {});
  }, [state.seen.letters]);
  const chosen = letters?.[at];
  return html`<section class="centre" aria-label="Letters">
    <header class="centre-head"><h1><${Icon} name="mail" />Letters</h1><span class="head-note">Sent by the app; none of them left this machine</span></header>
    ${letters && !letters.length ? html`<p class="empty">No letter was sent yet.</p>` : html`<div class="letters">
      <ul>${letters?.map((l, i) => html`<li><button type="button" aria-current=${i === at} onClick=${() => setAt(i)}>
        <b>${l.subject}</b><span>${l.to}</span><time>${moment(l.at)}</time></button></li>`)}</ul>
      ${chosen && html`<article class="letter" tabindex="0" aria-label=${chosen.subject}>
        <h2>${chosen.subject}</h2>
        <p class="letter-to">To <b>${chosen.to}</b> <time>${moment(chosen.at)}</time></p>
        <div class="letter-body">${linked(chosen.body)}</div>
      </article>`}
    </div>`}
  </section>`;
}

/** Seconds since 1970, or whatever text a date is written as. */
function moment(at) {
  const date = typeof at === "number" ? new Date(at * 1000) : new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : date.toLocaleString([], { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });
}

function linked(text) {
  return text.split(/(https?:\/\/[^\s<>]+)/).map((part, i) => (i % 2 ? html`<a href=${part} target="_blank" rel="noopener noreferrer">${part}</a>` : part));
}
