/** Where people write: Enter sends, "/" and "@" complete, files are attached, dropped or pasted. */
import { html, useEffect, useLayoutEffect, useRef, useState } from "./lib.js";
import { Icon } from "./icons.js";
import { IconButton, Menu } from "./parts.js";
import { act, draftKey, readFile, say, setDraft, state } from "./state.js";
import { size } from "./words.js";

export function Composer({ place, thread = "", draft = place, label, broadcasts = false }) {
  const box = useRef(null);
  const jump = useRef(null); // where the caret goes once the completed text is there
  const key = draftKey(draft, draft === "app" ? "" : thread);
  const text = state.drafts[key] || "";
  const [files, setFiles] = useState([]);
  const [trouble, setTrouble] = useState("");
  const [also, setAlso] = useState(false);
  const [busy, setBusy] = useState(false);
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const [closed, setClosed] = useState("");
  const offered = closed === text ? [] : completions(text, caret);

  useLayoutEffect(() => {
    box.current.style.height = "auto";
    box.current.style.height = `${Math.min(box.current.scrollHeight, 220)}px`;
    if (jump.current === null) return;
    box.current.focus();
    box.current.setSelectionRange(jump.current, jump.current);
    jump.current = null;
  }, [text]);
  useEffect(() => {
    const busyElsewhere = document.activeElement.matches("input, textarea, select, [role^=menuitem], dialog *");
    if (innerWidth > 640 && !busyElsewhere) box.current.focus();
  }, []);

  const write = (next, position = next.length) => {
    setDraft(key, next);
    setCaret(position);
    setAt(0);
    setTrouble("");
  };
  const take = (entry) => {
    const [next, position] = entry.into(text, caret);
    jump.current = position;
    write(next, position);
  };
  const attach = async (list) => setFiles([...files, ...(await Promise.all([...list].map(readFile)))]);

  async function send() {
    if (busy || (!text.trim() && !files.length)) return;
    setBusy(true);
    const command = text.match(/^\/(\S+)\s*([\s\S]*)$/);
    const answer = command ? await run(command) : await say(place, text.trim(), { thread, broadcast: also, files: files.map((f) => [f.name, f.content]) });
    setBusy(false);
    setTrouble(answer.ok ? "" : answer.reason);
    if (answer.ok) (setDraft(key, ""), setFiles([]), setAlso(false), setCaret(0));
    const at = document.activeElement;
    if (at === document.body || box.current?.closest(".composer").contains(at)) box.current.focus();
  }
  async function run([, name, rest]) {
    if (thread && draft !== "app") return { ok: false, reason: `/${name} cannot be used in a thread.` };
    return act("command", { in: place, command: `/${name}`, text: rest.trim() }, { quietly: true });
  }
  function onKey(event) {
    if (event.isComposing) return;
    if (offered.length && steer(event)) return;
    if (event.key === "Enter" && !event.shiftKey) (event.preventDefault(), send());
  }
  function steer(event) {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (to !== undefined) setAt((to + offered.length) % offered.length);
    else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey)) take(offered[at]);
    else if (event.key === "Escape") setClosed(text);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
  const list = `complete-${thread || "main"}`;
  return html`<div class="composer" onDragOver=${(e) => e.preventDefault()} onDrop=${(e) => (e.preventDefault(), attach(e.dataTransfer.files))}>
    ${offered.length > 0 && html`<div class="completions" role="listbox" id=${list} aria-label="Completions">
      ${offered.map((o, i) => html`<div role="option" id="${list}-${i}" aria-selected=${i === at} onPointerDown=${(e) => (e.preventDefault(), take(o))}>
        <b>${o.label}</b><span>${o.about}</span></div>`)}
    </div>`}
    ${trouble && html`<p class="trouble" role="alert">${trouble}</p>`}
    <div class="composer-box">
      <textarea ref=${box} rows="1" aria-label=${label} placeholder=${label} value=${text} aria-autocomplete="list"
        aria-controls=${list} aria-activedescendant=${offered.length ? `${list}-${at}` : undefined}
        onInput=${(e) => write(e.target.value, e.target.selectionStart)} onKeyDown=${onKey}
        onSelect=${(e) => setCaret(e.target.selectionStart)} onPaste=${(e) => e.clipboardData.files.length && (e.preventDefault(), attach(e.clipboardData.files))}></textarea>
      ${files.length > 0 && html`<p class="attached">${files.map((f) => html`<button type="button" class="chip" aria-label="Remove ${f.name}"
        onClick=${() => setFiles(files.filter((x) => x !== f))}><${Icon} name="file" />${f.name} <small>${size(f.size)}</small><${Icon} name="close" /></button>`)}</p>`}
      <div class="composer-tools">
        <label class="icon-button" title="Attach files"><${Icon} name="paperclip" /><span class="unseen">Attach files</span>
          <input type="file" multiple class="unseen" onChange=${(e) => (attach(e.target.files), (e.target.value = ""))} /></label>
        <${Starters} write=${(start) => take({ into: () => [start, start.length] })} inThread=${Boolean(thread) && draft !== "app"} />
        <${IconButton} icon="at" label="Mention somebody" onClick=${() => take({ into: () => inserted(text, caret, "@") })} />
        ${broadcasts && html`<label class="also"><input type="checkbox" checked=${also} onChange=${() => setAlso(!also)} />Also send to the channel</label>`}
        <span class="composer-hint">Enter sends, Shift + Enter for a new line</span>
        <button type="button" class="send" aria-label="Send" title="Send" aria-busy=${busy} disabled=${!text.trim() && !files.length} onClick=${send}><${Icon} name="send" /></button>
      </div>
    </div>
  </div>`;
}

/** What the app's manifest offers anywhere: commands, and shortcuts that need no message. */
function Starters({ write, inThread }) {
  const { commands, shortcuts } = state.seen.app;
  const entries = [
    ...shortcuts.filter((s) => s.kind === "global").map((s) => ({ label: s.name, about: "Shortcut", go: () => act("shortcut", { callback_id: s.callback_id }) })),
    ...(inThread ? [] : commands.map((c) => ({ label: c.name, about: c.description, go: () => write(`${c.name} `) }))),
  ];
  if (!entries.length) return null;
  return html`<${Menu} label="Shortcuts and commands" look="icon-button" entries=${entries} above><${Icon} name="bolt" /><//>`;
}

function completions(text, caret) {
  const before = text.slice(0, caret);
  if (/^\/\S*$/.test(before)) return commandsFor(before);
  const found = before.match(/(?:^|\s)@([\w.-]*)$/);
  return found ? peopleFor(found[1].toLowerCase()) : [];
}

function commandsFor(typed) {
  return state.seen.app.commands
    .filter((c) => c.name.startsWith(typed) && c.name !== typed)
    .map((c) => ({ label: `${c.name} ${c.hint}`.trim(), about: c.description, into: () => [`${c.name} `, c.name.length + 1] }));
}

function peopleFor(typed) {
  const fits = (p) => p.name.toLowerCase().startsWith(typed) || p.real_name.toLowerCase().includes(typed);
  const all = Object.values(state.seen.known).filter((p) => fits(p) && p.id !== state.seen.me.id);
  return all
    .sort((a, b) => b.bot - a.bot)
    .slice(0, 6)
    .map((p) => ({ label: p.real_name, about: `@${p.name}`, into: (text, caret) => completed(text, caret, p.name) }));
}

function completed(text, caret, name) {
  const start = text.slice(0, caret).replace(/@[\w.-]*$/, `@${name} `);
  return [start + text.slice(caret).trimStart(), start.length];
}

function inserted(text, caret, sign) {
  const start = text.slice(0, caret) + (caret && !/\s$/.test(text.slice(0, caret)) ? " " : "") + sign;
  return [start + text.slice(caret), start.length];
}
