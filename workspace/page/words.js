/** Times, sizes and names as a person reads them. */
import { state } from "./state.js";

export function when(ts) {
  return new Date(Number(ts) * 1000);
}

export function clock(ts) {
  return when(ts).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function day(ts) {
  const date = when(ts);
  if (date.toDateString() === new Date().toDateString()) return "Today";
  return date.toLocaleDateString([], { weekday: "long", day: "numeric", month: "long" });
}

export function fully(ts) {
  return when(ts).toLocaleString([], { dateStyle: "full", timeStyle: "medium", hourCycle: "h23" });
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1048576 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

export function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}

export function initials(name) {
  const words = name.trim().split(/\s+/);
  return ((words[0] || "?")[0] + (words.length > 1 ? words[words.length - 1][0] : "")).toUpperCase();
}

/** One of eight colours, always the same for the same person. */
export function colour(id) {
  return [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 8;
}

export function nameOf(id) {
  return state.seen.known[id]?.name || id;
}
