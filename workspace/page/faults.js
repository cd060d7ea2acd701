/** What may be made to go wrong: a form for each fault the workspace knows. */
import { html, useEffect, useState } from "./lib.js";
import { getJson, postJson } from "./api.js";
import { Icon } from "./icons.js";
import { Dialog, IconButton } from "./parts.js";
import { set, state } from "./state.js";

const NAMES = {
  acknowledgements_ignored: "Acknowledgement missed",
  calls: "Web API call fails",
  down: "Slack is down",
  events_late: "Events late",
  events_out_of_order: "Events out of order",
  events_twice: "Event twice",
  rate_limit: "Rate limit on posting",
  sockets: "Sockets",
};

export function Faults() {
  const [known, setKnown] = useState({ offered: [], ordered: [] });
  const [trouble, setTrouble] = useState("");
  useEffect(() => {
    getJson("faults").then(setKnown).catch(() => {});
  }, [state.seen.version]);
  const order = async (body) => {
    const answer = await postJson("fault", body);
    setTrouble(answer.ok ? "" : answer.reason);
    setKnown(await getJson("faults"));
  };
  const shut = () => set({ panel: "" });
  return html`<${Dialog} look="modal is-wide" label="Faults" onClose=${shut}>
    <header class="modal-head"><h2>Faults</h2><${IconButton} icon="close" label="Close" onClick=${shut} /></header>
    <div class="modal-body faults">
      ${trouble && html`<p class="trouble" role="alert">${trouble}</p>`}
      <div class="ordered" aria-live="polite">
        ${known.ordered.length
          ? html`<div><b>Ordered</b><ul>${known.ordered.map((line) => html`<li><${Icon} name="fault" />${line}</li>`)}</ul></div>
            <button type="button" class="button is-primary" onClick=${() => order({ fault: "heal" })}>Heal everything</button>`
          : html`<span><${Icon} name="check" /> Nothing is broken.</span>`}
      </div>
      <div class="fault-list">${known.offered.map((f) => html`<${Fault} key=${f.name} fault=${f} order=${order} />`)}</div>
    </div>
  <//>`;
}

const START = { method: "chat.postMessage", seconds: "5" };

function Fault({ fault, order }) {
  const go = (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const given = fault.arguments.map((a) => [a.name, valueOf(a, form)]);
    order({ fault: fault.name, ...Object.fromEntries(given) });
  };
  return html`<form class="fault-card" onSubmit=${go}>
    <h3>${NAMES[fault.name] || fault.name}</h3>
    <p>${fault.about.split(/`([^`]+)`/).map((part, i) => (i % 2 ? html`<i>${part}</i>` : part))}</p>
    <div class="fault-fields">
      ${fault.arguments.map((a) => html`<${Argument} fault=${fault.name} argument=${a} />`)}
      <button type="submit" class="button is-small">Order</button>
    </div>
  </form>`;
}

function valueOf(argument, form) {
  if (argument.type === "bool") return form.has(argument.name);
  const text = form.get(argument.name);
  return argument.type === "int" || argument.type === "float" ? Number(text) : text;
}

function Argument({ fault, argument }) {
  const { name, type, choices } = argument;
  const start = argument.default ?? START[name] ?? "";
  const id = `${fault}-${name}`;
  if (type === "bool") return html`<label class="tick"><input type="checkbox" name=${name} defaultChecked=${start} /> ${name}</label>`;
  const field = choices.length
    ? html`<select class="select" id=${id} name=${name}>${choices.map((c) => html`<option>${c}</option>`)}</select>`
    : html`<input class="field" id=${id} name=${name} defaultValue=${start} type=${type === "str" ? "text" : "number"} step=${type === "float" ? "any" : undefined} required />`;
  return html`<div class="fault-field"><label for=${id}>${name.replaceAll("_", " ")}</label>${field}</div>`;
}
