// What the pages do beyond plain HTML and htmx: nothing that a page needs to work.
"use strict";

// A form that was sent is not sent twice by a second click.
document.addEventListener("submit", (event) => {
  const buttons = event.target.querySelectorAll("button[type=submit]");
  setTimeout(() => buttons.forEach((button) => button.setAttribute("aria-disabled", "true")));
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[aria-disabled=true]");
  if (button) event.preventDefault();
});
// Coming back to a page, its buttons can be pressed again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("button[aria-disabled=true]").forEach((button) => button.removeAttribute("aria-disabled"));
});

// A filter is applied when it is chosen.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-sends-itself]");
  if (form) form.requestSubmit();
});
