// Brings what a page shows up to date while it stands open, and counts the time that is left.
"use strict";

(() => {
  const status = document.querySelector("[data-events]");
  if (!status) return;
  const behind = new Date(status.dataset.now) - Date.now();
  const SOON = 300; // milliseconds: changes that come together are shown together
  const LATER = 5000;
  const ANEW = 60000; // time passes without any event: a ticket is late
  let source = null, due = 0, shown = "";

  // The clocks.
  const plural = (count, name) => `${count} ${name}${name === "day" && count !== 1 ? "s" : ""}`;
  function span(seconds) {
    const units = [[86400, "day"], [3600, "h"], [60, "min"], [1, "s"]];
    for (let place = 0; place < units.length; place++) {
      const count = Math.floor(seconds / units[place][0]);
      if (!count) continue;
      const rest = place < 2 ? Math.floor((seconds % units[place][0]) / units[place + 1][0]) : 0;
      return plural(count, units[place][1]) + (rest ? ` ${plural(rest, units[place + 1][1])}` : "");
    }
    return "0 s";
  }
  function count() {
    for (const clock of document.querySelectorAll("[data-until]")) {
      const left = Math.floor((new Date(clock.dataset.until) - Date.now() - behind) / 1000);
      clock.textContent = `${span(Math.abs(left))} ${left >= 0 ? "left" : "late"}`;
      clock.classList.toggle("bad", left < 0);
    }
  }

  // What is live: never while somebody marks words in it.
  const regions = () => document.querySelectorAll("[data-live]");
  function isMarked() {
    const marked = document.getSelection();
    if (!marked || marked.isCollapsed) return false;
    return [...regions()].some((region) => marked.anchorNode && region.contains(marked.anchorNode));
  }
  function refresh(_event, pause = SOON) {
    if (due || document.hidden) return;
    due = setTimeout(() => {
      due = 0;
      if (isMarked()) refresh(null, LATER);
      else regions().forEach((region) => window.htmx.trigger(region, "refresh"));
    }, pause);
  }

  // What was unfolded stays so.
  const unfolded = new Set();
  document.addEventListener("htmx:beforeSwap", (event) => {
    unfolded.clear();
    event.detail.target.querySelectorAll("details[id][open]").forEach((one) => unfolded.add(one.id));
  });
  document.addEventListener("htmx:afterSwap", () => {
    unfolded.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    count();
    tell("Live");
  });

  // Said once a minute at the most.
  function tell(words) {
    const now = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    const told = `${words}, as of ${now}`;
    if (told !== shown) status.textContent = shown = told;
  }

  // A page nobody looks at does not listen: a browser holds few connections to one server.
  function listen() {
    if (source || document.hidden) return;
    let before = false;
    source = new EventSource(status.dataset.events);
    source.addEventListener("open", () => {
      tell("Live");
      if (before) refresh();
      before = true;
    });
    source.addEventListener("changed", refresh);
    source.addEventListener("ended", () => {
      source.close();
      tell("You are signed out; this page stands still");
    });
    source.addEventListener("error", () => tell(source.readyState === EventSource.CLOSED ? "Every minute" : "Reconnecting"));
  }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else {
      listen();
      refresh();
    }
  });

  count();
  setInterval(count, 10000);
  setInterval(() => refresh(), ANEW);
  listen();
})();
