/** Block Kit as elements. A `surface` is where blocks stand: it holds their values and takes what is done. */
import { html } from "./lib.js";
import { Card, Carousel, Container, Plan, Table, Task } from "./cards.js";
import { Element } from "./elements.js";
import { Icon } from "./icons.js";
import { Markdown } from "./markdown.js";
import { Text, plain } from "./mrkdwn.js";
import { RichText } from "./richtext.js";

export function Blocks({ blocks, surface, after = null }) {
  return html`<div class="blocks">
    ${blocks.map((block, i) => html`<${Block} key=${block.block_id} block=${block} surface=${surface}
      after=${i === blocks.length - 1 && after} />`)}
  </div>`;
}

/** One block. `after` belongs to its end: only text can take it in, others are followed by it. */
function Block({ block, surface, after }) {
  const Shown = SHOWN[block.type] || Unknown;
  if (block.type === "rich_text") return html`<${RichText} block=${block} after=${after} />`;
  return [html`<${Shown} block=${block} surface=${surface} />`, after];
}

function Section({ block, surface }) {
  const { text, fields, accessory } = block;
  return html`<div class="section">
    <div class="section-words">
      ${text && html`<div class="text"><${Text} of=${text} /></div>`}
      ${fields && html`<div class="fields">${fields.map((f) => html`<div class="text"><${Text} of=${f} /></div>`)}</div>`}
    </div>
    ${accessory && html`<div class="accessory"><${Element} block=${block} element=${accessory} surface=${surface} /></div>`}
  </div>`;
}

function Header({ block }) {
  return html`<p class="header" role="heading" aria-level="3"><${Text} of=${block.text} /></p>`;
}

function Context({ block, surface }) {
  return html`<div class="context">
    ${block.elements.map((e) =>
      e.type === "image"
        ? html`<${Element} block=${block} element=${e} surface=${surface} />`
        : html`<span><${Text} of=${e} /></span>`,
    )}
  </div>`;
}

function Actions({ block, surface }) {
  return html`<div class="actions">
    ${block.elements.map((e) => html`<${Element} key=${e.action_id} block=${block} element=${e} surface=${surface} />`)}
  </div>`;
}

function Alert({ block }) {
  const level = block.level || "default";
  return html`<div class="alert is-${level}" role="note">
    <${Icon} name=${level === "success" ? "check" : "fault"} /><div class="text"><${Text} of=${block.text} /></div>
  </div>`;
}

/** Nothing leaves this machine: a picture from elsewhere is only described. */
export function Picture({ about, title, small }) {
  return html`<div class="picture ${small ? "is-small" : ""}" role="img" aria-label=${about || "Picture"}>
    <${Icon} name="picture" />${!small && html`<span>${title || about || "Picture"}</span>`}
  </div>`;
}

function Input({ block, surface }) {
  const { label, element, hint, optional, block_id } = block;
  const id = `input-${block_id}`;
  const error = surface.error?.(block_id);
  const grouped = ["checkboxes", "radio_buttons", "multi_static_select", "file_input"].includes(element.type);
  const head = html`${plain(label.text)}${optional && html` <span class="optional">(optional)</span>`}`;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const more = { id, "aria-describedby": described || undefined, "aria-invalid": error ? "true" : undefined };
  const field = html`<${Element} block=${block} element=${element} surface=${surface} required=${!optional}
    more=${more} name=${label.text} />`;
  return html`<div class="input ${error ? "has-error" : ""}">
    ${grouped
      ? html`<fieldset aria-describedby=${described || undefined}><legend>${head}</legend>${field}</fieldset>`
      : html`<label for=${id}>${head}</label>${field}`}
    ${error && html`<p class="error" id="${id}-error"><${Icon} name="fault" />${error}</p>`}
    ${hint && html`<p class="hint" id="${id}-hint">${plain(hint.text)}</p>`}
  </div>`;
}

function Unknown({ block }) {
  return html`<p class="unknown">This page does not show blocks of the type “${block.type}”.</p>`;
}

const SHOWN = {
  section: Section,
  header: Header,
  divider: () => html`<hr />`,
  context: Context,
  actions: Actions,
  context_actions: Actions,
  markdown: ({ block }) => html`<${Markdown} text=${block.text} />`,
  alert: Alert,
  image: ({ block }) => html`<${Picture} about=${block.alt_text} title=${block.title && plain(block.title.text)} />`,
  rich_text: RichText,
  input: Input,
  card: Card,
  carousel: Carousel,
  container: Container,
  plan: Plan,
  table: Table,
  task_card: Task,
};
