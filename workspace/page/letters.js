/** The letters of the host process, readable and answerable here because nothing leaves this machine. */
import { html, useEffect, useState } from "./lib.js";
import { getJson, postJson } from "./api.js";
import { Icon } from "./icons.js";
import { state } from "./state.js";

export function Letters() {
  const [letters, setLetters] = useState(null);
  const [at, setAt] = useState(0);
  const [draft, setDraft] = useState(null);
  useEffect(() => {
    getJson("letters").then((answer) => setLetters(answer.letters.toReversed())).catch(() => {});
  }, [state.seen.letters]);
  const chosen = letters?.[at];
  const answer = () => setDraft({ subject: chosen.subject.replace(/^(re: )?/i, "Re: "), answers: chosen.id });
  return html`<section class="centre" aria-label="Letters">
    <header class="centre-head"><h1><${Icon} name="mail" />Letters</h1><span class="head-note">Sent by the app; none of them left this machine</span>
      ${state.seen.writes && html`<button type="button" class="button is-small letter-new" onClick=${() => setDraft({ subject: "", answers: "" })}>Write a letter</button>`}
    </header>
    ${draft && html`<${Draft} key=${draft.answers} start=${draft} done=${() => setDraft(null)} />`}
    ${letters && !letters.length ? html`<p class="empty">No letter was sent yet.</p>` : html`<div class="letters">
      <ul>${letters?.map((l, i) => html`<li><button type="button" aria-current=${i === at} onClick=${() => setAt(i)}>
        <b>${l.subject}</b><span>${l.to}</span><time>${moment(l.at)}</time></button></li>`)}</ul>
      ${chosen && html`<article class="letter" tabindex="0" aria-label=${chosen.subject}>
        <h2>${chosen.subject}</h2>
        <p class="letter-to">To <b>${chosen.to}</b> <time>${moment(chosen.at)}</time>
          ${state.seen.writes && chosen.id && html`<button type="button" class="button is-small" onClick=${answer}>Answer as ${state.seen.me.real_name}</button>`}</p>
        <div class="letter-body">${linked(chosen.body)}</div>
      </article>`}
    </div>`}
  </section>`;
}

/** A letter being written, by whom one acts as. */
function Draft({ start, done }) {
  const [trouble, setTrouble] = useState("");
  const send = async (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const given = { as: state.seen.me.name, subject: form.get("subject"), text: form.get("text"), answers: start.answers };
    const answer = await postJson("letter", given);
    if (answer.ok) done();
    else setTrouble(answer.reason);
  };
  return html`<form class="letter-draft" aria-label="A letter to support" onSubmit=${send}>
    <p class="letter-from">From <b>${state.seen.me.real_name}</b> to support</p>
    ${trouble && html`<p class="trouble" role="alert">${trouble}</p>`}
    <label>Subject<input class="field" name="subject" defaultValue=${start.subject} maxlength="200" /></label>
    <label>Words<textarea class="field" name="text" rows="5" required maxlength="20000" autofocus /></label>
    <div class="letter-acts"><button type="button" class="button is-small" onClick=${done}>Drop it</button>
      <button type="submit" class="button is-small is-primary">Send the letter</button></div>
  </form>`;
}

/** Seconds since 1970, or whatever text a date is written as. */
function moment(at) {
  const date = typeof at === "number" ? new Date(at * 1000) : new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : date.toLocaleString([], { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });
}

function linked(text) {
  return text.split(/(https?:\/\/[^\s<>]+)/).map((part, i) => (i % 2 ? html`<a href=${part} target="_blank" rel="noopener noreferrer">${part}</a>` : part));
}
