/** Slack's mrkdwn as elements. Only what stands in this file is live; everything else stays text. */
import { html } from "./lib.js";
import { emoji, withEmoji } from "./emoji.js";
import { state } from "./state.js";

const INLINE = new RegExp(
  [
    "<([^<>\\n]+)>",
    "`([^`\\n]+)`",
    "(?<![\\w*])\\*(?=\\S)([^*\\n]*?\\S)\\*(?![\\w*])",
    "(?<![\\w_])_(?=\\S)([^_\\n]*?\\S)_(?![\\w_])",
    "(?<![\\w~])~(?=\\S)([^~\\n]*?\\S)~(?![\\w~])",
    ":([a-z0-9_+-]+):",
  ].join("|"),
  "g",
);

export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** A text object of either kind, or a bare string. */
export function Text({ of }) {
  if (!of) return null;
  if (typeof of === "string") return plain(of);
  return of.type === "mrkdwn" ? html`<${Mrkdwn} text=${of.text} />` : plain(of.text);
}

export function plain(text) {
  return withEmoji(unescape(text));
}

export function Mrkdwn({ text }) {
  const parts = text.split(/```\n?([\s\S]*?)\n?```/);
  return parts.map((part, i) => (i % 2 ? html`<pre class="code">${unescape(part)}</pre>` : lines(part)));
}

function lines(text) {
  const quoted = (line) => /^(&gt;|>)/.test(line);
  const groups = [];
  for (const line of text.replace(/^\n|\n$/g, "").split("\n")) {
    const last = groups[groups.length - 1];
    if (last && last.quoted === quoted(line)) last.lines.push(line);
    else groups.push({ quoted: quoted(line), lines: [line] });
  }
  return groups.map((group) => (group.quoted ? quote(group.lines) : broken(group.lines)));
}

function quote(rows) {
  return html`<blockquote>${broken(rows.map((row) => row.replace(/^(&gt;|>) ?/, "")))}</blockquote>`;
}

function broken(rows) {
  return rows.map((row, i) => [i > 0 && html`<br />`, ...inline(row)]);
}

export function inline(text) {
  const out = [];
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    out.push(unescape(text.slice(at, found.index)), part(found));
    at = found.index + found[0].length;
  }
  return [...out, unescape(text.slice(at))];
}

function part([all, angled, code, bold, italic, struck, name]) {
  if (angled !== undefined) return marked(angled, all);
  if (code !== undefined) return html`<code>${unescape(code)}</code>`;
  if (bold !== undefined) return html`<b>${inline(bold)}</b>`;
  if (italic !== undefined) return html`<i>${inline(italic)}</i>`;
  if (struck !== undefined) return html`<s>${inline(struck)}</s>`;
  return emoji(name);
}

/** What stands in angle brackets: a mention, a date or a link. */
function marked(inside, all) {
  const [target, label] = inside.split(/\|(.*)/s);
  if (target.startsWith("@")) return html`<${Mention} id=${target.slice(1)} />`;
  if (target.startsWith("#")) return html`<${Place} id=${target.slice(1)} label=${label} />`;
  if (target.startsWith("!date")) return label || target;
  if (target.startsWith("!")) return html`<span class="mention">@${label || target.slice(1).split("^")[0]}</span>`;
  return /^(https?:|mailto:)/.test(target) ? html`<${Link} url=${unescape(target)} label=${label && plain(label)} />` : unescape(all);
}

export function Mention({ id }) {
  const who = state.seen.known[id];
  const me = state.seen.me?.id === id;
  return html`<span class="mention ${me ? "is-me" : ""}">@${who ? who.real_name : id}</span>`;
}

export function Place({ id, label }) {
  const name = state.seen.names[id];
  if (!name) return html`<span class="mention">#${label || id}</span>`;
  return html`<a class="mention" href="#/${id}">#${name}</a>`;
}

/** A link; one to a message of this workspace leads to it in the page. */
export function Link({ url, label }) {
  const inside = url.match(/^https?:\/\/([^/]+)\/archives\/([A-Z0-9]+)\/p(\d+)(\d{6})(\?.*)?$/);
  const here = inside && [`${state.seen.team.domain}.slack.com`, location.host].includes(inside[1]);
  if (here) return html`<a href="#/${inside[2]}/${inside[3]}.${inside[4]}">${label || "View message"}</a>`;
  if (!/^(https?:|mailto:)/.test(url)) return label || url;
  return html`<a href=${url} target="_blank" rel="noopener noreferrer">${label || url}</a>`;
}
