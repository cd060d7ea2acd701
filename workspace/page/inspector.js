/** What went to the app and what the app called: payloads, the time to acknowledge, retries, complaints. */
import { html, useEffect, useState } from "./lib.js";
import { getJson } from "./api.js";
import { Icon } from "./icons.js";
import { IconButton } from "./parts.js";
import { notice, set, state } from "./state.js";
import { count } from "./words.js";

const KINDS = [["", "All"], ["event", "Events"], ["interaction", "Interactions"], ["call", "Calls"], ["complaint", "Complaints"]];

export function Inspector() {
  const [seen, setSeen] = useState({ traffic: [], complaints: [], patience: 3 });
  const [kind, setKind] = useState("");
  const [words, setWords] = useState("");
  const [id, setId] = useState("");
  const [detail, setDetail] = useState(null);
  useEffect(() => {
    getJson("traffic").then(setSeen).catch(() => {});
    if (id) getJson("detail", { id }).then(setDetail).catch(() => {});
  }, [state.seen.version, id]);
  const rows = seen.traffic.filter((r) => (!kind || r.what === kind) && r.type.includes(words)).reverse();
  const shut = () => set({ panel: "" });
  return html`<section class="drawer" aria-label="Inspector" onKeyDown=${(e) => e.key === "Escape" && shut()}>
    <header class="drawer-head">
      <h2>Inspector</h2>
      <div class="chips" role="group" aria-label="Show">${KINDS.map(([value, name]) => html`<button type="button" class="filter"
        aria-pressed=${kind === value} onClick=${() => setKind(value)}>${name}${value === "complaint" && seen.complaints.length > 0 && html` <b class="bad">${seen.complaints.length}</b>`}</button>`)}</div>
      <input class="field is-short" type="search" placeholder="Filter by type" aria-label="Filter by type" value=${words} onInput=${(e) => setWords(e.target.value)} />
      <${IconButton} icon="close" label="Close inspector" onClick=${shut} />
    </header>
    ${kind === "complaint"
      ? html`<${Complaints} all=${seen.complaints} />`
      : html`<div class="drawer-body ${id ? "has-detail" : ""}">
          <${Rows} rows=${rows} id=${id} choose=${setId} patience=${seen.patience} />
          ${detail && id ? html`<${Detail} key=${id} detail=${detail} patience=${seen.patience} shut=${() => setId("")} />` : html`<p class="empty">Choose a line to see its payload.</p>`}
        </div>`}
  </section>`;
}

function Rows({ rows, id, choose, patience }) {
  if (!rows.length) return html`<p class="empty">Nothing went over the wire yet.</p>`;
  return html`<div class="traffic"><table>
    <thead><tr><th scope="col">Time</th><th scope="col">What</th><th scope="col">Outcome</th><th scope="col" class="number">Acknowledged</th></tr></thead>
    <tbody>${rows.map((r) => html`<tr key=${r.id} class=${r.id === id ? "is-chosen" : ""} onClick=${() => choose(r.id)}>
      <td class="time">${clockOf(r.at)}</td>
      <td><button type="button" class="line"><span class="kind is-${r.what}">${r.what}</span> ${r.type}</button></td>
      <td class=${r.bad ? "bad" : ""}>${r.outcome}${r.retries > 0 && html` <span class="badge is-bad">${count(r.retries, "retry", "retries")}</span>`}</td>
      <td class="number">${r.what === "call" ? "" : html`<${Took} of=${r} patience=${patience} />`}</td>
    </tr>`)}</tbody>
  </table></div>`;
}

function clockOf(seconds) {
  const date = new Date(seconds * 1000);
  return `${date.toLocaleTimeString([], { hour12: false })}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

/** Red above Slack's patience, and where no acknowledgement came at all. */
function Took({ of, patience }) {
  if (of.took == null) return of.outcome === "waiting" ? html`<span class="slow">waiting</span>` : html`<b class="bad">never</b>`;
  const look = of.took > Math.min(patience, 3) ? "bad" : of.took > 1 ? "slow" : "good";
  return html`<b class=${look}>${of.took < 1 ? `${Math.round(of.took * 1000)} ms` : `${of.took.toFixed(2)} s`}</b>`;
}

function Detail({ detail, patience, shut }) {
  return html`<div class="detail">
    <header><h3>${detail.type}</h3><span class="badge">${detail.kind}</span>
      <${IconButton} icon="close" label="Close details" onClick=${shut} /></header>
    ${detail.attempts && html`<${Attempts} detail=${detail} patience=${patience} />`}
    ${detail.status && html`<p>HTTP status <b class=${detail.status === 200 ? "good" : "bad"}>${detail.status}</b></p>`}
    <${Json} name=${detail.kind === "call" ? "Arguments" : "Payload"} value=${detail.payload || detail.arguments} />
    ${detail.answer && html`<${Json} name="Answer" value=${detail.answer} />`}
  </div>`;
}

function Attempts({ detail, patience }) {
  return html`<table class="attempts"><thead><tr><th scope="col">Attempt</th><th scope="col">Because of</th><th scope="col">Result</th><th scope="col" class="number">Took</th></tr></thead>
    <tbody>${detail.attempts.map((a) => html`<tr><td>${a.number + 1}</td><td>${a.reason || "first try"}</td>
      <td class=${a.took == null && a.result ? "bad" : ""}>${a.result || "waiting"}</td>
      <td class="number"><${Took} of=${{ ...a, outcome: a.result ? "" : "waiting" }} patience=${patience} /></td></tr>`)}</tbody></table>`;
}

function Json({ name, value }) {
  const text = JSON.stringify(readable(value), null, 2);
  const copy = () => navigator.clipboard?.writeText(text).then(() => notice(`${name} copied.`), () => {});
  return html`<h4>${name}<button type="button" class="quiet" onClick=${copy}>Copy</button></h4><pre class="json" tabindex="0">${text}</pre>`;
}

/** Arguments that came as a form hold JSON inside text: shown as what it is. */
function readable(value) {
  if (!value || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, parsed(inner)]));
}

function parsed(inner) {
  if (typeof inner !== "string" || !/^[[{]/.test(inner)) return inner;
  try {
    return JSON.parse(inner);
  } catch {
    return inner;
  }
}

function Complaints({ all }) {
  if (!all.length) return html`<p class="empty"><${Icon} name="check" /> No complaints: the app did nothing Slack would not bear.</p>`;
  return html`<ol class="complaints">${all.map((text) => html`<li><${Icon} name="fault" />${text}</li>`)}</ol>`;
}
