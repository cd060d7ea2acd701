/** The forms the app opens, the topmost of their stack, and the question whether something shall be done. */
import { html, useEffect, useRef, useState } from "./lib.js";
import { Blocks } from "./blocks.js";
import { Avatar, Dialog, IconButton, focusFirst } from "./parts.js";
import { Text, plain } from "./mrkdwn.js";
import { act, set, state } from "./state.js";
import { viewSurface } from "./surfaces.js";

export function Modal() {
  const { views, app } = state.seen;
  const view = views[views.length - 1];
  if (!view) return null;
  const title = plain(view.title.text);
  return html`<${Dialog} key=${views[0].id} look="modal" label=${title} onClose=${() => act("close", { view: view.id })}>
    <header class="modal-head">
      <${Avatar} id=${app.id} name=${app.real_name} app small />
      <h2>${title}</h2>
      <${IconButton} icon="close" label="Close" onClick=${() => act("close", { view: view.id })} />
    </header>
    <${Form} key=${view.id} view=${view} depth=${views.length} />
  <//>`;
}

function Form({ view, depth }) {
  const box = useRef(null);
  const [errors, setErrors] = useState({});
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const clearError = (id) => errors[id] && setErrors({ ...errors, [id]: "" });
  const surface = viewSurface(view, { errors, clearError, failed: setTrouble });
  useEffect(() => focusFirst(box.current), [view.hash]);
  const submittedFrom = useRef(null);
  useEffect(() => {
    const wentOn = document.activeElement !== submittedFrom.current && box.current.contains(document.activeElement);
    if (!wentOn) box.current.querySelector("[aria-invalid]")?.focus();
  }, [errors]);

  async function submit(event) {
    event.preventDefault();
    if (busy) return;
    submittedFrom.current = document.activeElement;
    setBusy(true);
    setTrouble("");
    const answer = await act("submit", { view: view.id, values: surface.values }, { quietly: true });
    setBusy(false);
    if (!answer.ok) setTrouble(answer.reason);
    setErrors((answer.ok && answer.errors) || {});
  }
  const shut = plain(view.close?.text || (depth > 1 ? "Back" : "Close"));
  return html`<form class="modal-form" ref=${box} novalidate onSubmit=${submit}>
    <div class="modal-body" tabindex="-1">
      ${trouble && html`<p class="trouble" role="alert">${trouble}</p>`}
      <${Blocks} blocks=${view.blocks} surface=${surface} />
    </div>
    <footer class="modal-foot">
      <button type="button" class="button" onClick=${() => act("close", { view: view.id })}>${shut}</button>
      ${view.submit && html`<button type="submit" class="button is-primary ${busy ? "is-busy" : ""}" aria-busy=${busy}
        disabled=${view.submit_disabled}>${plain(view.submit.text)}</button>`}
    </footer>
  </form>`;
}

export function Confirm() {
  if (!state.confirm) return null;
  const { asked, answer } = state.confirm;
  return html`<${Dialog} look="confirm" label=${plain(asked.title.text)} onClose=${() => answer(false)}>
    <div class="confirm-body"><h2>${plain(asked.title.text)}</h2><div class="text"><${Text} of=${asked.text} /></div></div>
    <footer class="modal-foot">
      <button type="button" class="button" onClick=${() => answer(false)}>${plain(asked.deny.text)}</button>
      <button type="button" class="button is-${asked.style || "primary"}" autofocus onClick=${() => answer(true)}>
        ${plain(asked.confirm.text)}</button>
    </footer>
  <//>`;
}

const FIELDS = {
  person: {
    title: "Add a person",
    fields: [
      ["name", "Short name", "ada", true],
      ["real_name", "Full name", "Ada Okafor"],
      ["role", "What this person does", "administrator, Northside Clinic"],
      ["team", "Another organisation", "empty for this workspace"],
    ],
  },
  channel: { title: "Add a channel", fields: [["name", "Name", "help", true]] },
};

/** For a workspace nobody has filled: people and channels, added by hand. */
export function Adding() {
  const wanted = FIELDS[state.dialog];
  const [trouble, setTrouble] = useState("");
  if (!wanted) return null;
  async function add(event) {
    event.preventDefault();
    const given = [...new FormData(event.target)].filter(([, text]) => text.trim());
    const body = Object.fromEntries(given.map(([name, text]) => [name, text.trim()]));
    if (state.dialog === "channel") body.members = state.seen.people.filter((p) => !p.organisation).map((p) => p.name);
    const answer = await act(state.dialog, body, { quietly: true });
    setTrouble(answer.ok ? "" : answer.reason);
    if (answer.ok) set({ dialog: "" });
  }
  return html`<${Dialog} key=${state.dialog} look="modal is-small" label=${wanted.title} onClose=${() => set({ dialog: "" })}>
    <header class="modal-head"><h2>${wanted.title}</h2></header>
    <form class="modal-form" onSubmit=${add}>
      <div class="modal-body">
        ${trouble && html`<p class="trouble" role="alert">${trouble}</p>`}
        ${wanted.fields.map(([name, label, hint, required]) => html`<div class="input">
          <label for="add-${name}">${label}</label>
          <input class="field" id="add-${name}" name=${name} placeholder=${hint} required=${required} autocomplete="off" />
        </div>`)}
      </div>
      <footer class="modal-foot">
        <button type="button" class="button" onClick=${() => set({ dialog: "" })}>Cancel</button>
        <button type="submit" class="button is-primary">Add</button>
      </footer>
    </form>
  <//>`;
}
