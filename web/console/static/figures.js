// Draws the chart of each figure from its table. Without this script the tables are what one sees.
"use strict";
(() => {
  const drawn = [];
  const style = () => getComputedStyle(document.documentElement);
  const colour = (name) => style().getPropertyValue(name).trim();

  // What a column of the table holds: its name, what it is drawn as, and a number for each row.
  function columns(table) {
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.tBodies[0].rows];
    return heads.map((head, place) => ({
      label: head.textContent.trim(),
      drawn: head.dataset.drawn || "",
      values: rows.map((row) => number(row.cells[place])),
    })).filter((column) => column.drawn);
  }

  function number(cell) {
    const found = parseFloat(cell.dataset.value || cell.textContent);
    return Number.isNaN(found) ? null : found;
  }

  const labels = (table) => [...table.tBodies[0].rows].map((row) => row.cells[0].textContent.trim());

  // A colour with a pattern on it, so that nothing is told by colour alone.
  function fill(place) {
    const base = colour(`--chart-${(place % 5) + 1}`);
    const kind = place % 4;
    if (kind === 0) return base;
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const pen = tile.getContext("2d");
    pen.fillStyle = base;
    pen.fillRect(0, 0, 8, 8);
    pen.strokeStyle = pen.fillStyle = colour("--pico-background-color");
    pen.lineWidth = 1.6;
    pen.beginPath();
    if (kind === 1) for (const x of [-8, 0, 8]) { pen.moveTo(x, 8); pen.lineTo(x + 8, 0); }
    if (kind === 2) pen.arc(4, 4, 1.6, 0, 7);
    if (kind === 3) { pen.moveTo(0, 4); pen.lineTo(8, 4); }
    if (kind === 2) pen.fill(); else pen.stroke();
    return pen.createPattern(tile, "repeat");
  }

  function dataset(column, place) {
    const base = colour(`--chart-${(place % 5) + 1}`);
    if (column.drawn === "bar") {
      return { type: "bar", order: 2, label: column.label, data: column.values, backgroundColor: fill(place),
        borderColor: base, borderWidth: 0, maxBarThickness: 48, pointStyle: "rect" };
    }
    const line = { type: "line", order: 1, label: column.label, data: column.values, borderColor: base,
      backgroundColor: base, borderWidth: 2, stack: column.label, pointStyle: "line" };
    // A line is of another size than the bars and has an axis of its own; what they are held against has not.
    return column.drawn === "mark" ? { ...line, borderDash: [7, 4] } : { ...line, yAxisID: "right" };
  }

  function draw(table) {
    const figure = table.closest(".figure");
    const place = figure.querySelector(".chart");
    const isStacked = table.dataset.chart === "stacked";
    const unit = table.dataset.unit;
    if (place.hidden) figure.querySelector("details").open = false;
    place.hidden = false;
    const grid = { color: colour("--pico-muted-border-color") };
    const ticks = { color: colour("--pico-color") };
    const written = unit === "share" ? { callback: (value) => `${Math.round(value * 1000) / 10} %` } : { precision: 0 };
    const title = { display: true, text: unit, color: ticks.color };
    const lines = columns(table).filter((column) => column.drawn === "line").map((column) => column.label);
    const right = { position: "right", beginAtZero: true, grid: { display: false }, ticks: { ...ticks, precision: 0 },
      title: { ...title, text: lines.join(", ") } };
    return new Chart(place.querySelector("canvas"), {
      data: { labels: labels(table), datasets: columns(table).map(dataset) },
      options: {
        animation: false,
        maintainAspectRatio: false,
        interaction: { mode: "index", intersect: false },
        plugins: { legend: { position: "bottom", labels: { color: ticks.color, usePointStyle: true } } },
        scales: {
          x: { stacked: isStacked, grid: { display: false }, ticks: { ...ticks, maxRotation: 60, autoSkip: true } },
          y: { stacked: isStacked, beginAtZero: true, grid, ticks: { ...ticks, ...written }, title },
          ...(lines.length ? { right } : {}),
        },
      },
    });
  }

  const tables = (within) => [...within.querySelectorAll("table.figure-table")]
    .filter((table) => table.dataset.chart !== "heat");

  function drawAll() {
    while (drawn.length) drawn.pop().destroy();
    drawn.push(...tables(document).map(draw));
  }

  if (typeof Chart === "undefined") return;
  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  document.addEventListener("htmx:load", (event) => {
    const fresh = tables(event.detail.elt).filter((table) => table.closest(".figure").querySelector(".chart[hidden]"));
    drawn.push(...fresh.map(draw));
  });
})();
