/** What of Slack is not simulated, said plainly. */
import { html, useEffect, useState } from "./lib.js";
import { getJson } from "./api.js";
import { Dialog, IconButton } from "./parts.js";
import { set } from "./state.js";

const KINDS = [["blocks", "Blocks"], ["elements", "Block elements"], ["events", "Events"]];

export function Missing() {
  const [missing, setMissing] = useState({});
  useEffect(() => {
    getJson("missing").then(setMissing).catch(() => {});
  }, []);
  const shut = () => set({ dialog: "" });
  return html`<${Dialog} look="modal" label="What is not simulated" onClose=${shut}>
    <header class="modal-head"><h2>What is not simulated</h2><${IconButton} icon="close" label="Close" onClick=${shut} /></header>
    <div class="modal-body prose" tabindex="-1">
      <p>This is a stand-in for Slack that runs on this machine alone. It speaks Slack’s protocols to the app and is strict about
        Slack’s limits, but it is not made by Slack and does not look or behave like Slack’s own client everywhere.</p>
      <ul>
        <li>There is no sign-in: whoever opens the page may act as anybody in it.</li>
        <li>Everything is kept in memory and gone when the process ends.</li>
        <li>There is no search, no notifications outside the page, no calls, canvases, lists or workflows.</li>
        <li>Pictures from elsewhere are described, not loaded, and links are not unfurled.</li>
        <li>Reactions can be given, not taken back.</li>
      </ul>
      ${KINDS.map(([kind, name]) => missing[kind]?.length > 0 && html`<h3>${name} Slack has and this workspace refuses with a complaint or never sends</h3>
        <p class="codes">${missing[kind].map((code) => html`<code>${code}</code> `)}</p>`)}
    </div>
  <//>`;
}
