/** Everything in blocks that can be pressed, chosen or filled in. */
import { html, useRef, useState } from "./lib.js";
import { Picture } from "./blocks.js";
import { Icon } from "./icons.js";
import { Menu } from "./parts.js";
import { Text, plain } from "./mrkdwn.js";
import { act, confirmed, readFile, state } from "./state.js";
import { Suggested } from "./suggested.js";

export function Element({ element, ...given }) {
  const Shown = SHOWN[element.type] || Unknown;
  return html`<${Shown} element=${element} more=${{}} ...${given} />`;
}

/** Press after asking, and show that the app is being waited for. */
function usePress({ block, element, surface }) {
  const [busy, setBusy] = useState(false);
  const press = async (chosen = {}) => {
    if (busy || !(await confirmed(element.confirm))) return;
    setBusy(true);
    await surface.press(block, element, chosen);
    setBusy(false);
  };
  return [press, busy];
}

function Button(given) {
  const { element } = given;
  const [press, busy] = usePress(given);
  const look = `button ${element.style ? `is-${element.style}` : ""} ${busy ? "is-busy" : ""}`;
  const name = element.accessibility_label;
  if (element.url && /^https?:/.test(element.url)) {
    return html`<a class=${look} href=${element.url} target="_blank" rel="noopener noreferrer" aria-label=${name}
      onClick=${() => press()}>${plain(element.text.text)}</a>`;
  }
  return html`<button type="button" class=${look} aria-label=${name} aria-busy=${busy} onClick=${() => press()}>
    ${plain(element.text.text)}</button>`;
}

function IconedButton(given) {
  const { element } = given;
  const [press, busy] = usePress(given);
  const to = element.visible_to_user_ids;
  if (to && !to.includes(state.seen.me?.id)) return null;
  const name = element.accessibility_label || plain(element.text.text);
  return html`<button type="button" class="icon-button is-framed" title=${name} aria-label=${name} aria-busy=${busy}
    onClick=${() => press()}><${Icon} name="trash" /></button>`;
}

function Feedback(given) {
  const { element, surface, block } = given;
  const [given_, setGiven] = useState("");
  const press = async (which) => {
    const { text, value } = element[which];
    setGiven(which);
    await surface.press(block, element, { text, value });
  };
  const one = (which, icon) => {
    const name = element[which].accessibility_label || plain(element[which].text.text);
    return html`<button type="button" class="icon-button is-framed" title=${name} aria-label=${name}
      aria-pressed=${given_ === which} onClick=${() => press(which)}><${Icon} name=${icon} /></button>`;
  };
  return html`<span class="feedback" role="group" aria-label="Feedback">
    ${one("positive_button", "up")}${one("negative_button", "down")}
  </span>`;
}

function Overflow(given) {
  const [press] = usePress(given);
  const entries = given.element.options.map((o) => ({
    label: plain(o.text.text),
    about: o.description && plain(o.description.text),
    go: () => press({ selected_option: o }),
  }));
  return html`<${Menu} label="More actions" look="icon-button is-framed" entries=${entries}><${Icon} name="dots" /><//>`;
}

/** Change a value, asking first where the element wants that. */
function useValue({ block, element, surface }) {
  const held = surface.value(block, element);
  const change = async (next) => (await confirmed(element.confirm)) && surface.change(block, element, next);
  return [held, change];
}

function label(element, name) {
  return name || (element.placeholder ? plain(element.placeholder.text) : "Choose");
}

function Select(given) {
  const { element, more, required, name } = given;
  const [held, change] = useValue(given);
  const groups = element.option_groups || [{ options: element.options }];
  const all = groups.flatMap((g) => g.options);
  const at = held ? all.findIndex((o) => o.value === held.value) : -1;
  return html`<select class="select" ...${more} aria-label=${more.id ? undefined : label(element, name)}
    aria-required=${required} autofocus=${element.focus_on_load} value=${at < 0 ? "" : String(at)}
    onChange=${(e) => change(all[Number(e.target.value)] ?? null)}>
    <option value="" disabled=${required} selected=${at < 0}>${label(element)}</option>
    ${groups.map((g) => {
      const options = g.options.map(
        (o) => html`<option value=${String(all.indexOf(o))} selected=${all.indexOf(o) === at}>${plain(o.text.text)}</option>`,
      );
      return g.label ? html`<optgroup label=${plain(g.label.text)}>${options}</optgroup>` : options;
    })}
  </select>`;
}

/** A menu of ids with names, of one or of several: people and conversations. */
function Ids({ given, choices, many }) {
  const { element, more, required, name } = given;
  const [held, change] = useValue(given);
  const chosen = many ? held || [] : [];
  const pick = (id) => change(many ? [...chosen, id] : id || null);
  const left = choices.filter(([id]) => !chosen.includes(id));
  return html`<span class="chosen">
    ${chosen.map((id) => html`<button type="button" class="chip" onClick=${() => change(chosen.filter((c) => c !== id))}>
      ${choices.find((c) => c[0] === id)?.[1] || id}<${Icon} name="close" /></button>`)}
    <select class="select" ...${more} aria-label=${more.id ? undefined : label(element, name)} aria-required=${required}
      value=${many ? "" : held || ""} onChange=${(e) => pick(e.target.value)}>
      <option value="" selected=${many || !held}>${label(element)}</option>
      ${left.map(([id, text]) => html`<option value=${id} selected=${!many && id === held}>${text}</option>`)}
    </select>
  </span>`;
}

function people() {
  return state.seen.people.map((p) => [p.id, p.real_name]);
}

function places(kinds) {
  return state.seen.places.filter((p) => kinds.includes(p.kind)).map((p) => [p.id, `#${p.name}`]);
}

function Several(given) {
  const { element } = given;
  const [held, change] = useValue(given);
  const groups = element.option_groups || [{ options: element.options }];
  return html`<div class="several">${groups.map((g) => [
    g.label && html`<p class="group">${plain(g.label.text)}</p>`,
    ...g.options.map((o) => html`<${Tick} kind="checkbox" option=${o} on=${has(held, o)} change=${() => change(toggled(held, o))} />`),
  ])}</div>`;
}

function has(held, option) {
  return (held || []).some((h) => h.value === option.value);
}

function toggled(held, option) {
  const rest = (held || []).filter((h) => h.value !== option.value);
  return rest.length === (held || []).length ? [...rest, option] : rest;
}

function Checkboxes(given) {
  const [held, change] = useValue(given);
  return html`<div class="ticks">${given.element.options.map(
    (o) => html`<${Tick} kind="checkbox" option=${o} on=${has(held, o)} change=${() => change(toggled(held, o))} />`,
  )}</div>`;
}

function Radios(given) {
  const [held, change] = useValue(given);
  const group = `${given.block.block_id}/${given.element.action_id}`;
  return html`<div class="ticks" role="radiogroup" aria-label=${given.name}>${given.element.options.map(
    (o) => html`<${Tick} kind="radio" name=${group} option=${o} on=${held?.value === o.value} change=${() => change(o)} />`,
  )}</div>`;
}

function Tick({ kind, name, option, on, change }) {
  return html`<label class="tick"><input type=${kind} name=${name} checked=${on} onChange=${change} />
    <span><${Text} of=${option.text} />${option.description && html`<small><${Text} of=${option.description} /></small>`}</span>
  </label>`;
}

/** One line or several. The app is told at once only where the block dispatches: on Enter or when it is left. */
function Written(given) {
  const { element, block, surface, more, required } = given;
  const box = useRef(null);
  const held = surface.value(block, element) ?? "";
  const type = { email_text_input: "email", url_text_input: "url" }[element.type] || "text";
  const tell = () => surface.commit?.(block, element);
  const common = {
    ...more,
    ref: box,
    "aria-required": required,
    placeholder: element.placeholder && plain(element.placeholder.text),
    autofocus: element.focus_on_load,
    onInput: (e) => surface.change(block, element, e.target.value),
    onBlur: tell,
    value: held,
  };
  const most = element.max_length;
  const left = most && html`<span class="left" aria-live="off">${most - held.length}</span>`;
  if (element.multiline) return html`<span class="written"><textarea class="field" rows="4" ...${common}></textarea>${left}</span>`;
  const mode = element.type === "number_input" ? "decimal" : undefined;
  return html`<span class="written"><input class="field" type=${type} inputmode=${mode} autocomplete="off" ...${common}
    onKeyDown=${(e) => e.key === "Enter" && block.dispatch_action && (e.preventDefault(), tell())} />${left}</span>`;
}

function Moment(given) {
  const { element, more, required, name, kind } = given;
  const [held, change] = useValue(given);
  return html`<input class="field is-short" type=${kind} ...${more} aria-required=${required}
    aria-label=${more.id ? undefined : label(element, name)} value=${held || ""} onChange=${(e) => change(e.target.value || null)} />`;
}

/** A date and a time; Slack's value is in seconds since 1970. */
function DateAndTime(given) {
  const [held, change] = useValue(given);
  const local = held ? new Date(held * 1000 - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 16) : "";
  return html`<input class="field is-short" type="datetime-local" ...${given.more} aria-required=${given.required}
    value=${local} onChange=${(e) => change(e.target.value ? Math.round(new Date(e.target.value) / 1000) : null)} />`;
}

/** Typed text, kept as the rich text Slack keeps. */
function Rich(given) {
  const { element, block, surface, more, required } = given;
  const written = (held) => (held?.elements || []).map((s) => (s.elements || []).map((e) => e.text || e.url || "").join("")).join("\n");
  const rich = (text) => ({ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] });
  return html`<textarea class="field" rows="4" ...${more} aria-required=${required} onBlur=${() => surface.commit?.(block, element)}
    placeholder=${element.placeholder && plain(element.placeholder.text)} value=${written(surface.value(block, element))}
    onInput=${(e) => surface.change(block, element, e.target.value ? rich(e.target.value) : null)}></textarea>`;
}

function Uploads(given) {
  const { element, name } = given;
  const [held, change] = useValue(given);
  const chosen = held || [];
  const upload = async (event) => {
    const files = await Promise.all([...event.target.files].map(readFile));
    const answers = await Promise.all(files.map((f) => act("upload", { name: f.name, content: f.content })));
    change([...chosen, ...answers.filter((a) => a.ok).map((a) => a.file)]);
  };
  const kinds = (element.filetypes || []).map((kind) => `.${kind}`).join(",");
  return html`<div class="chosen">
    ${chosen.map((f) => html`<button type="button" class="chip" aria-label="Remove ${f.name}" onClick=${() => change(chosen.filter((c) => c.id !== f.id))}>
      <${Icon} name="file" />${f.name}<${Icon} name="close" /></button>`)}
    <label class="button is-small"><${Icon} name="paperclip" />Choose files
      <input type="file" class="unseen" multiple accept=${kinds} aria-label=${name} onChange=${upload} /></label>
  </div>`;
}

function Unknown({ element }) {
  return html`<span class="unknown">This page does not show “${element.type}”.</span>`;
}

const SHOWN = {
  button: Button,
  workflow_button: Button,
  icon_button: IconedButton,
  feedback_buttons: Feedback,
  overflow: Overflow,
  static_select: Select,
  multi_static_select: Several,
  external_select: (given) => html`<${Suggested} ...${given} />`,
  multi_external_select: (given) => html`<${Suggested} ...${given} many />`,
  users_select: (given) => html`<${Ids} given=${given} choices=${people()} />`,
  multi_users_select: (given) => html`<${Ids} given=${given} choices=${people()} many />`,
  channels_select: (given) => html`<${Ids} given=${given} choices=${places(["channel"])} />`,
  multi_channels_select: (given) => html`<${Ids} given=${given} choices=${places(["channel"])} many />`,
  conversations_select: (given) => html`<${Ids} given=${given} choices=${places(["channel", "group"])} />`,
  multi_conversations_select: (given) => html`<${Ids} given=${given} choices=${places(["channel", "group"])} many />`,
  datepicker: (given) => html`<${Moment} ...${given} kind="date" />`,
  timepicker: (given) => html`<${Moment} ...${given} kind="time" />`,
  datetimepicker: DateAndTime,
  rich_text_input: Rich,
  file_input: Uploads,
  checkboxes: Checkboxes,
  radio_buttons: Radios,
  plain_text_input: Written,
  email_text_input: Written,
  url_text_input: Written,
  number_input: Written,
  image: ({ element }) => html`<${Picture} about=${element.alt_text} small />`,
};
