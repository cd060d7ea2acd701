/** Rich text: what people type, and what apps write as rich_text blocks. */
import { html } from "./lib.js";
import { emoji, withEmoji } from "./emoji.js";
import { Link, Mention, Place } from "./mrkdwn.js";

export function RichText({ block, after = null }) {
  return html`<div class="rich ${after ? "is-followed" : ""}">${block.elements.map(part)}${after && [" ", after]}</div>`;
}

function part(element) {
  const inside = element.elements || [];
  if (element.type === "rich_text_list") return list(element);
  if (element.type === "rich_text_quote") return html`<blockquote>${inside.map(piece)}</blockquote>`;
  if (element.type === "rich_text_preformatted") return html`<pre class="code">${inside.map((e) => e.text || e.url)}</pre>`;
  return html`<div class="rich-section">${inside.map(piece)}</div>`;
}

function list(element) {
  const items = element.elements.map((item) => html`<li>${(item.elements || []).map(piece)}</li>`);
  const look = `indent-${Math.min(element.indent || 0, 4)}`;
  if (element.style === "ordered") return html`<ol class=${look} start=${(element.offset || 0) + 1}>${items}</ol>`;
  return html`<ul class=${look}>${items}</ul>`;
}

function piece(element) {
  return styled(content(element), element.style || {});
}

function content(element) {
  switch (element.type) {
    case "text":
      return broken(element.style?.code ? element.text : withEmoji(element.text));
    case "link":
      return html`<${Link} url=${element.url} label=${element.text} />`;
    case "user":
      return html`<${Mention} id=${element.user_id} />`;
    case "channel":
      return html`<${Place} id=${element.channel_id} />`;
    case "broadcast":
      return html`<span class="mention">@${element.range}</span>`;
    case "usergroup":
      return html`<span class="mention">@${element.usergroup_id}</span>`;
    case "emoji":
      return emoji(element.name);
    case "date":
      return element.fallback || new Date(element.timestamp * 1000).toLocaleString();
    default:
      return element.text || element.value || "";
  }
}

function broken(text) {
  return text.split("\n").map((row, i) => [i > 0 && html`<br />`, row]);
}

function styled(node, style) {
  let shown = node;
  if (style.code) shown = html`<code>${shown}</code>`;
  if (style.bold) shown = html`<b>${shown}</b>`;
  if (style.italic) shown = html`<i>${shown}</i>`;
  if (style.strike) shown = html`<s>${shown}</s>`;
  return shown;
}
