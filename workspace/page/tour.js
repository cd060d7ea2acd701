/** What to try first: cards that fill the composer of the right person in the right place, or send at once. */
import { html } from "./lib.js";
import { Icon } from "./icons.js";
import { IconButton } from "./parts.js";
import { APP, act, actAs, draftKey, notice, open, refresh, say, set, state } from "./state.js";

const done = new Set(JSON.parse(sessionStorage.getItem("tour done") || "[]"));

export function Tour() {
  const { tour } = state.seen;
  if (!tour.length || !state.tour) return null;
  return html`<section class="tour" aria-label="Tour">
    <header><h2>Try it</h2><${IconButton} icon="close" label="Close the tour" onClick=${() => showTour(false)} /></header>
    <ol>${tour.map((card, i) => html`<${Card} key=${card.title} card=${card} number=${i + 1} />`)}</ol>
  </section>`;
}

export function showTour(shown) {
  sessionStorage.setItem("tour", shown ? "open" : "closed");
  set({ tour: shown });
}

function Card({ card, number }) {
  const who = state.seen.people.find((p) => p.name === card.act_as);
  const where = card.in ? `#${card.in.replace(/^#/, "")}` : state.seen.app.real_name;
  return html`<li class="card ${done.has(card.title) ? "is-done" : ""}">
    <span class="card-number" aria-hidden="true">${done.has(card.title) ? html`<${Icon} name="check" />` : number}</span>
    <div class="card-words"><h3>${card.title}</h3><p>${card.text}</p></div>
    <footer><span>As <b>${who ? who.real_name : card.act_as}</b> in <b>${where}</b></span>
      ${card.say
        ? html`<button type="button" class="button is-small" onClick=${() => fill(card)}>Fill in</button>
          <button type="button" class="button is-small is-primary" onClick=${() => send(card)}>Send</button>`
        : html`<button type="button" class="button is-small is-primary" onClick=${() => go(card)}>Show me</button>`}
    </footer>
  </li>`;
}

/** Be the card's person in the card's place; the place's id, or nothing when it is not there. */
async function go(card) {
  mark(card);
  if (card.act_as) actAs(card.act_as);
  await refresh();
  const name = (card.in || "").replace(/^#/, "");
  if (!name || name === APP) return open(APP), APP;
  if (name.startsWith(`${APP}/`)) return open(name), APP;
  const id = Object.keys(state.seen.names).find((c) => state.seen.names[c] === name);
  if (id) open(id);
  else notice(`There is no channel #${name}.`);
  return id;
}

async function fill(card) {
  const place = await go(card);
  if (!place) return;
  set({ fresh: true, drafts: { ...state.drafts, [draftKey(place, "")]: card.say } });
  setTimeout(() => document.querySelector(".centre .composer textarea")?.focus(), 150);
}

async function send(card) {
  const place = await go(card);
  if (!place) return;
  const [, command, text] = card.say.match(/^(\/\S+)\s*([\s\S]*)$/) || [];
  const answer = command ? await act("command", { in: place, command, text }) : await say(place, card.say);
  if (!answer.ok && !command) notice(answer.reason);
}

function mark(card) {
  done.add(card.title);
  sessionStorage.setItem("tour done", JSON.stringify([...done]));
}
