/** Line icons, drawn here. They say nothing to a screen reader: the button around them has a name. */
import { html } from "./lib.js";

const PATHS = {
  activity: "M3 12h4l3-8 4 16 3-8h4",
  at: "M16 8v5a3 3 0 0 0 5 2.2A9 9 0 1 0 17 20M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0",
  bolt: "M13 2 4 14h7l-1 8 9-12h-7z",
  chat: "M4 5h16v11H10l-5 4v-4H4z",
  check: "m5 12 5 5 9-10",
  chevron: "m7 10 5 5 5-5",
  close: "M6 6l12 12M18 6 6 18",
  dots: "M5 12h.01M12 12h.01M19 12h.01",
  down: "M7 4h8l4 4M7 14V4H4v10zm0 0 4 7c1.600 0 2.500-1 2-3l-.7-3H18a2 2 0 0 0 2-2.400L18.600 6.500",
  eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7m13 0a3 3 0 1 1-6 0 3 3 0 0 1 6 0",
  fault: "M12 3 2 20h20zM12 10v4M12 17h.01",
  file: "M6 2h8l5 5v15H6zM14 2v5h5",
  hash: "M9 4 7 20M17 4l-2 16M4 9h16M3 15h16",
  home: "M4 11 12 4l8 7v9h-5v-6H9v6H4z",
  lock: "M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3",
  mail: "M3 6h18v12H3zM3 7l9 6 9-6",
  map: "m9 4-6 2v14l6-2 6 2 6-2V4l-6 2zM9 4v14M15 6v14",
  menu: "M4 7h16M4 12h16M4 17h16",
  moon: "M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10",
  paperclip: "m20 11-8.500 8.500a5 5 0 0 1-7-7L13 4a3.300 3.300 0 0 1 5 5l-8.500 8.500a1.700 1.700 0 0 1-2.500-2.500L15 7",
  picture: "M3 5h18v14H3zM3 16l5-5 4 4 3-3 6 5M16 9h.01",
  plus: "M12 5v14M5 12h14",
  reply: "M4 5h16v11H10l-5 4v-4H4zM8 9h8M8 12h5",
  send: "M4 12 3 4l18 8-18 8zM4 12h8",
  smile: "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0M8.500 14.500a4 4 0 0 0 7 0M9 9.500h.01M15 9.500h.01",
  sun: "M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.500 1.500M17.500 17.500 19 19M5 19l1.500-1.500M17.500 6.500 19 5",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
  up: "M7 20h8l4-4M7 10v10H4V10zm0 0 4-7c1.600 0 2.500 1 2 3l-.7 3H18a2 2 0 0 1 2 2.400L18.600 17.500",
};

export function Icon({ name }) {
  return html`<svg class="icon is-${name}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d=${PATHS[name]} />
  </svg>`;
}
