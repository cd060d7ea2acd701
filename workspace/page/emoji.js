/** The emoji names people and apps use most; a name that is not here stays as it was written. */

const EMOJI = {
  "+1": "👍", "-1": "👎", thumbsup: "👍", thumbsdown: "👎", eyes: "👀", tada: "🎉", wave: "👋", pray: "🙏",
  heart: "❤️", fire: "🔥", rocket: "🚀", warning: "⚠️", x: "❌", heavy_check_mark: "✔️", white_check_mark: "✅",
  hourglass: "⌛", hourglass_flowing_sand: "⏳", question: "❓", grey_question: "❔", exclamation: "❗",
  information_source: "ℹ️", bulb: "💡", memo: "📝", pencil: "📝", pencil2: "✏️", book: "📖", books: "📚",
  mag: "🔍", lock: "🔒", unlock: "🔓", key: "🔑", bell: "🔔", no_bell: "🔕", calendar: "📅", date: "📅",
  clock1: "🕐", clock3: "🕒", alarm_clock: "⏰", stopwatch: "⏱️", ticket: "🎫", wrench: "🔧", hammer: "🔨",
  hammer_and_wrench: "🛠️", gear: "⚙️", package: "📦", email: "📧", envelope: "✉️", phone: "☎️", link: "🔗",
  paperclip: "📎", pushpin: "📌", round_pushpin: "📍", point_right: "👉", point_down: "👇", raised_hands: "🙌",
  clap: "👏", ok_hand: "👌", muscle: "💪", thinking_face: "🤔", smile: "😄", slightly_smiling_face: "🙂",
  grin: "😁", joy: "😂", sweat_smile: "😅", cry: "😢", disappointed: "😞", confused: "😕", robot_face: "🤖",
  red_circle: "🔴", large_orange_circle: "🟠", large_yellow_circle: "🟡", large_green_circle: "🟢",
  large_blue_circle: "🔵", white_circle: "⚪", black_circle: "⚫", sos: "🆘", rotating_light: "🚨", zap: "⚡",
  star: "⭐", sparkles: "✨", arrow_right: "➡️", arrow_left: "⬅️", arrow_up: "⬆️", arrow_down: "⬇️",
  speech_balloon: "💬", bust_in_silhouette: "👤", busts_in_silhouette: "👥", telephone_receiver: "📞",
  printer: "🖨️", computer: "💻", house: "🏠", construction: "🚧", no_entry: "⛔", recycle: "♻️", "100": "💯",
};

export const QUICK = ["+1", "eyes", "white_check_mark", "tada", "heart", "pray", "question", "-1"];

export function emoji(name) {
  return EMOJI[name] || `:${name}:`;
}

export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (all, name) => EMOJI[name] || all);
}
