/** Blocks that hold other things: cards and carousels, containers, tables, the tasks and plans of agents. */
import { html, useState } from "./lib.js";
import { Blocks, Picture } from "./blocks.js";
import { Element } from "./elements.js";
import { Icon } from "./icons.js";
import { Link, Text } from "./mrkdwn.js";
import { RichText } from "./richtext.js";

export function Card({ block, surface }) {
  const { hero_image, icon, title, subtitle, body, actions = [] } = block;
  return html`<article class="kit-card">
    ${hero_image && html`<${Picture} about=${hero_image.alt_text} />`}
    <div class="kit-card-words">
      <${Title} icon=${icon} title=${title && html`<${Text} of=${title} />`} subtitle=${subtitle} />
      ${body && html`<div class="text"><${Text} of=${body} /></div>`}
      ${actions.length > 0 && html`<div class="actions">
        ${actions.map((e) => html`<${Element} key=${e.action_id} block=${block} element=${e} surface=${surface} />`)}
      </div>`}
    </div>
  </article>`;
}

function Title({ icon, title, subtitle }) {
  return html`<div class="kit-title">
    ${icon && html`<${Picture} about=${icon.alt_text} small />`}
    <div>${title && html`<b>${title}</b>`}${subtitle && html`<small><${Text} of=${subtitle} /></small>`}</div>
  </div>`;
}

export function Carousel({ block, surface }) {
  return html`<div class="carousel" tabindex="0" role="group" aria-label="Cards">
    ${block.elements.map((card) => html`<${Card} key=${card.block_id} block=${card} surface=${surface} />`)}
  </div>`;
}

export function Container({ block, surface }) {
  const title = block.title ? html`<${Text} of=${block.title} />` : html`<${RichText} block=${block.rich_text_title} />`;
  const head = html`<${Title} icon=${block.icon} title=${title} subtitle=${block.subtitle} />`;
  const inside = html`<${Blocks} blocks=${block.child_blocks} surface=${surface} />`;
  if (block.is_collapsible) {
    return html`<details class="container" open=${!block.default_collapsed}><summary>${head}</summary>${inside}</details>`;
  }
  return html`<div class="container">${head}${block.has_header_divider && html`<hr />`}${inside}</div>`;
}

export function Table({ block }) {
  const aligned = (column) => `is-${block.column_settings?.[column]?.align || "left"}`;
  const cell = (c) => (c.type === "rich_text" ? html`<${RichText} block=${c} />` : String(c.text ?? c.value ?? ""));
  const [head, ...rows] = block.rows;
  return html`<div class="table-frame" tabindex="0" role="group" aria-label="Table"><table>
    <thead><tr>${head.map((c, i) => html`<th scope="col" class=${aligned(i)}>${cell(c)}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((c, i) => html`<td class=${aligned(i)}>${cell(c)}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

const STATES = { pending: "Not begun", in_progress: "At work", complete: "Done", error: "Failed" };

export function Task({ block }) {
  const { title, status, details, output, sources = [] } = block;
  const more = details || output || sources.length > 0;
  const head = html`<span class="task-state is-${status}" title=${STATES[status]}>
      ${status === "complete" && html`<${Icon} name="check" />`}${status === "error" && html`<${Icon} name="close" />`}
      <span class="unseen">${STATES[status]}</span></span><span>${title}</span>`;
  if (!more) return html`<div class="task">${head}</div>`;
  return html`<details class="task-more"><summary class="task">${head}</summary><div class="task-words">
    ${details && html`<${RichText} block=${details} />`}${output && html`<${RichText} block=${output} />`}
    ${sources.length > 0 && html`<p class="context">${sources.map((s) => html`<${Link} url=${s.url} label=${s.text} />`)}</p>`}
  </div></details>`;
}

export function Plan({ block }) {
  const done = block.tasks.filter((t) => t.status === "complete").length;
  const [open, setOpen] = useState(true);
  return html`<details class="container" open=${open} onToggle=${(e) => setOpen(e.target.open)}>
    <summary><b>${block.title}</b> <small>${done} of ${block.tasks.length} done</small></summary>
    ${block.tasks.map((task) => html`<${Task} key=${task.block_id || task.task_id} block=${task} />`)}
  </details>`;
}
