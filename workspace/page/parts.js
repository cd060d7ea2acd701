/** Small things used everywhere: avatars, icon buttons, menus, dialogs. */
import { html, useEffect, useLayoutEffect, useRef, useState } from "./lib.js";
import { Icon } from "./icons.js";
import { colour, initials } from "./words.js";

export function Avatar({ id, name, app = false, small = false }) {
  const look = `avatar tint-${colour(id || name)} ${app ? "is-app" : ""} ${small ? "is-small" : ""}`;
  return html`<span class=${look} aria-hidden="true">${app ? html`<${Icon} name="bolt" />` : initials(name)}</span>`;
}

export function IconButton({ icon, label, onClick, look = "", ...more }) {
  return html`<button type="button" class="icon-button ${look}" aria-label=${label} title=${label}
    onClick=${onClick} ...${more}><${Icon} name=${icon} /></button>`;
}

/** A button that opens a list of things to do: `entries` are {label, about?, go, checked?, danger?, head?}. */
export function Menu({ label, entries, look = "", children, above = false, grid = false }) {
  const [open, setOpen] = useState(false);
  const [flipped, setFlipped] = useState(false);
  const box = useRef(null);
  useLayoutEffect(() => {
    if (!open) return undefined;
    const items = box.current.querySelectorAll("[role^=menuitem]");
    setFlipped(!above && lacksRoom(box.current));
    ([...items].find((item) => item.ariaChecked === "true") || items[0])?.focus();
    const leave = (event) => box.current?.contains(event.target) || setOpen(false);
    addEventListener("pointerdown", leave);
    return () => removeEventListener("pointerdown", leave);
  }, [open]);
  const shut = () => (setOpen(false), box.current.querySelector("button").focus());
  return html`<div class="menu ${above ? "is-above" : ""}" ref=${box} onKeyDown=${(e) => open && steer(e, shut)}>
    <button type="button" class=${look} aria-label=${label} title=${label} aria-haspopup="menu"
      aria-expanded=${open} onClick=${() => setOpen(!open)}>${children}</button>
    ${open && html`<div class="menu-list ${grid ? "is-grid" : ""} ${flipped ? "is-flipped" : ""}" role="menu" aria-label=${label}>
      ${entries.map((entry) => html`<${Entry} key=${entry.label} entry=${entry} shut=${shut} />`)}
    </div>`}
  </div>`;
}

/** Whether the list would be cut off below, and has more room above. */
function lacksRoom(menu) {
  const button = menu.getBoundingClientRect();
  const frame = menu.closest(".messages")?.getBoundingClientRect() || { top: 0, bottom: innerHeight };
  const height = menu.querySelector(".menu-list").offsetHeight;
  return button.bottom + height > frame.bottom && button.top - frame.top > frame.bottom - button.bottom;
}

function Entry({ entry, shut }) {
  if (entry.head) return html`<div class="menu-head" role="presentation">${entry.label}</div>`;
  const kind = entry.checked === undefined ? "menuitem" : "menuitemradio";
  return html`<button type="button" role=${kind} tabindex="-1" class=${entry.danger ? "is-danger" : ""}
    aria-checked=${entry.checked} onClick=${() => (shut(), entry.go())}>
    ${entry.start}
    <span class="menu-words"><span>${entry.label}</span>${entry.about && html`<small>${entry.about}</small>`}</span>
    ${entry.end}
  </button>`;
}

function steer(event, shut) {
  const items = [...event.currentTarget.querySelectorAll("[role^=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") shut();
  else if (to !== undefined) items[(to + items.length) % items.length]?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** The field that wants the focus, else the first, else the text to read; unless somebody is typing already. */
export function focusFirst(box) {
  if (box.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) return;
  const fields = box.querySelectorAll(".modal-body :is(input, textarea, select)");
  const wanted = box.querySelector("[autofocus]") || fields[0] || box.querySelector(".modal-body");
  wanted?.focus();
}

/** A modal dialog: the browser keeps the focus inside, Esc calls `onClose`. */
export function Dialog({ title, look = "", onClose, children, label }) {
  const box = useRef(null);
  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    if (!dialog.open) dialog.showModal();
    focusFirst(dialog);
    return () => {
      dialog.close();
      before?.isConnected && before.focus();
    };
  }, []);
  const cancel = (event) => (event.preventDefault(), onClose());
  const escape = (event) => event.key === "Escape" && !event.defaultPrevented && cancel(event);
  return html`<dialog ref=${box} class="dialog ${look}" aria-label=${label || title} onCancel=${cancel}
    onKeyDown=${escape}>${children}</dialog>`;
}
