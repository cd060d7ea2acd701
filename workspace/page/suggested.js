/** A select whose options the app suggests while somebody types. */
import { html, useEffect, useRef, useState } from "./lib.js";
import { Icon } from "./icons.js";
import { plain } from "./mrkdwn.js";

const PAUSE = 200; // milliseconds without a key after which the app is asked

export function Suggested({ block, element, surface, more, required, name, many }) {
  const held = surface.value(block, element);
  const chosen = many ? held || [] : held ? [held] : [];
  const [typed, setTyped] = useState(null);
  const [offered, setOffered] = useState(null);
  const [at, setAt] = useState(0);
  const asked = useRef(0);
  useEffect(() => {
    if (typed === null) return undefined;
    const timer = setTimeout(() => ask(typed), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);

  async function ask(text) {
    asked.current += 1;
    const mine = asked.current;
    const answer = await surface.suggest(block, element, text);
    if (mine !== asked.current) return;
    setOffered(answer);
    setAt(0);
  }
  const shut = () => (asked.current++, setTyped(null), setOffered(null));
  const choose = (option) => (surface.change(block, element, many ? [...chosen, option] : option), shut());
  const drop = (option) => {
    const rest = chosen.filter((c) => c.value !== option.value);
    surface.change(block, element, many ? rest : null);
  };
  const onKey = (event) => {
    if (!offered) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (to !== undefined) setAt((to + offered.length) % (offered.length || 1));
    else if (event.key === "Enter" && offered[at]) choose(offered[at]);
    else if (event.key === "Escape") shut();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const list = `${more.id || element.action_id}-list`;
  const least = element.min_query_length ?? 3;
  const short = typed !== null && typed.length < least;
  return html`<div class="suggested" onFocusOut=${(e) => e.currentTarget.contains(e.relatedTarget) || shut()}>
    ${chosen.map((o) => html`<button type="button" class="chip" aria-label="Remove ${plain(o.text.text)}"
      onClick=${() => drop(o)}>${plain(o.text.text)}<${Icon} name="close" /></button>`)}
    ${(many || !chosen.length) && html`<input class="field" role="combobox" autocomplete="off" ...${more}
      aria-label=${more.id ? undefined : name} aria-expanded=${Boolean(offered)} aria-controls=${list}
      aria-required=${required} aria-activedescendant=${offered?.length ? `${list}-${at}` : undefined}
      placeholder=${element.placeholder ? plain(element.placeholder.text) : "Type to search"}
      value=${typed || ""} onInput=${(e) => setTyped(e.target.value)} onKeyDown=${onKey} />`}
    ${typed !== null && html`<div class="options" role="listbox" id=${list} aria-label="Suggestions">
      ${short && html`<p class="options-note">Type at least ${least} ${least === 1 ? "character" : "characters"}.</p>`}
      ${!short && !offered && html`<p class="options-note">Asking the app …</p>`}
      ${!short && offered?.length === 0 && html`<p class="options-note">Nothing found.</p>`}
      ${!short && offered?.map((o, i) => html`<div role="option" id="${list}-${i}" aria-selected=${i === at}
        onPointerDown=${(e) => (e.preventDefault(), choose(o))}>${plain(o.text.text)}</div>`)}
    </div>`}
  </div>`;
}
