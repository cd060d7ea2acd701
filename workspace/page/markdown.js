/** The markdown block: headings, lists, tables, code and quotes, as elements. */
import { html } from "./lib.js";
import { withEmoji } from "./emoji.js";
import { Link, Mention, Place } from "./mrkdwn.js";

const INLINE =
  /`([^`]+)`|\*\*(?=\S)(.+?)\*\*|__(?=\S)(.+?)__|~~(?=\S)(.+?)~~|(?<![\w*])\*(?=\S)([^*]+?)\*(?!\w)|(?<!\w)_(?=\S)([^_]+?)_(?!\w)|!?\[([^\]]*)\]\(([^)\s]+)\)|<(https?:[^>|]+)(?:\|([^>]*))?>|<@(\w+)>|<#(\w+)[^>]*>|(https?:\/\/[^\s<>)]*[^\s<>).,;:])|\\([\\`*_{}[\]()#+=.!|<>~-])|&(amp|lt|gt);/g;
const ENTITIES = { amp: "&", lt: "<", gt: ">" };

export function Markdown({ text }) {
  return html`<div class="markdown">${blocks(text.replaceAll("\r", "").split("\n"))}</div>`;
}

function blocks(rows) {
  const out = [];
  let at = 0;
  while (at < rows.length) {
    const reader = READERS.find(([pattern]) => pattern.test(rows[at]));
    const [node, next] = (reader ? reader[1] : paragraph)(rows, at);
    out.push(node);
    at = next;
  }
  return out;
}

function until(rows, at, holds) {
  let end = at;
  while (end < rows.length && holds(rows[end])) end += 1;
  return end;
}

function fence(rows, at) {
  const end = until(rows, at + 1, (row) => !/^\s*```/.test(row));
  return [html`<pre class="code">${rows.slice(at + 1, end).join("\n")}</pre>`, end + 1];
}

function heading(rows, at) {
  const [, marks, text] = rows[at].match(/^(#{1,6})\s+(.*)/);
  return [html`<p class="md-heading md-${marks.length}" role="heading" aria-level=${marks.length + 2}>${inline(text)}</p>`, at + 1];
}

function quote(rows, at) {
  const end = until(rows, at, (row) => /^\s*>/.test(row));
  const inside = rows.slice(at, end).map((row) => row.replace(/^\s*> ?/, ""));
  return [html`<blockquote>${blocks(inside)}</blockquote>`, end];
}

function list(rows, at) {
  const [, indent, mark] = rows[at].match(ITEM);
  const items = [];
  let end = at;
  while (end < rows.length) {
    const found = rows[end].match(ITEM);
    if (found && found[1].length <= indent.length) items.push([found[3]]);
    else if (items.length && /^\s+\S/.test(rows[end])) items[items.length - 1].push(rows[end].trimStart());
    else break;
    end += 1;
  }
  const shown = items.map((item) => html`<li>${inline(item[0])}${item.length > 1 && blocks(item.slice(1))}</li>`);
  return [/\d/.test(mark) ? html`<ol start=${parseInt(mark, 10)}>${shown}</ol>` : html`<ul>${shown}</ul>`, end];
}

function table(rows, at) {
  if (!/^\s*\|?[\s:|-]+\|[\s:|-]*$/.test(rows[at + 1] || "")) return paragraph(rows, at);
  const end = until(rows, at, (row) => row.includes("|"));
  const cells = (row) => row.trim().replace(/^\||(?<!\\)\|$/g, "").split(/(?<!\\)\|/);
  const body = rows.slice(at + 2, end).map((row) => html`<tr>${cells(row).map((c) => html`<td>${inline(c.trim())}</td>`)}</tr>`);
  const head = cells(rows[at]).map((c) => html`<th scope="col">${inline(c.trim())}</th>`);
  return [html`<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`, end];
}

function paragraph(rows, at) {
  const end = Math.max(at + 1, until(rows, at, (row) => row.trim() && !READERS.some(([p]) => p.test(row))));
  const shown = rows.slice(at, end).map((row, i) => [i > 0 && html`<br />`, ...inline(row)]);
  return [html`<p>${shown}</p>`, end];
}

const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)/;
const READERS = [
  [/^\s*$/, (_rows, at) => [null, at + 1]],
  [/^\s*```/, fence],
  [/^#{1,6}\s/, heading],
  [/^\s*(-{3,}|\*{3,}|_{3,})\s*$/, (_rows, at) => [html`<hr />`, at + 1]],
  [/^\s*>/, quote],
  [ITEM, list],
  [/^\s*\|.*\|/, table],
];

function inline(text) {
  const out = [];
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    out.push(withEmoji(text.slice(at, found.index)), part(found));
    at = found.index + found[0].length;
  }
  return [...out, withEmoji(text.slice(at))];
}

function part([all, code, bold, bolder, struck, italic, slanted, label, url, angled, named, user, place, bare, escaped, entity]) {
  if (code) return html`<code>${code}</code>`;
  if (bold || bolder) return html`<b>${inline(bold || bolder)}</b>`;
  if (struck) return html`<s>${inline(struck)}</s>`;
  if (italic || slanted) return html`<i>${inline(italic || slanted)}</i>`;
  if (url) return html`<${Link} url=${url} label=${label} />`;
  if (angled || bare) return html`<${Link} url=${angled || bare} label=${named} />`;
  if (user) return html`<${Mention} id=${user} />`;
  if (place) return html`<${Place} id=${place} />`;
  return escaped || ENTITIES[entity] || all;
}
