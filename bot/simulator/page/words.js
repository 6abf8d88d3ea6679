// How things are said: sizes, days, hours, names, and text with its entities.

import { h } from "./dom.js";

let zone = "Asia/Ho_Chi_Minh";

export function setZone(name) {
  zone = name;
}

const parts = (date, options) => new Intl.DateTimeFormat("vi-VN", { timeZone: zone, ...options }).format(date);
const day = (date) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(date);

export const clockTime = (date) => parts(date, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const dayKey = (seconds) => day(new Date(seconds * 1000));
export const sentTime = (message) => clockTime(new Date(message.date * 1000));

export function longDay(date) {
  const text = parts(date, { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric" });
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function daySaid(seconds, now) {
  const key = dayKey(seconds);
  if (key === day(now)) return "Hôm nay";
  if (key === day(new Date(now.getTime() - 86400000))) return "Hôm qua";
  return longDay(new Date(seconds * 1000));
}

export function fileSize(bytes) {
  const units = ["B", "KB", "MB", "GB"];
  let step = 0;
  let value = bytes || 0;
  while (value >= 1024 && step < units.length - 1) { value /= 1024; step += 1; }
  return `${new Intl.NumberFormat("vi-VN", { maximumFractionDigits: step ? 1 : 0 }).format(value)} ${units[step]}`;
}

export const number = (value, digits = 2) => new Intl.NumberFormat("vi-VN", { maximumFractionDigits: digits }).format(value);
export const fullName = (user) => [user.last_name, user.first_name].filter(Boolean).join(" ");

export function initials(user) {
  const words = fullName(user).split(/\s+/).filter((word) => /\p{L}/u.test(word));
  const letters = words.map((word) => word.match(/\p{L}/u)[0]);
  return letters.slice(-2).join("").toUpperCase() || "?";
}

// One line that stands for a message in a quote.
export function gist(message) {
  const kinds = { photo: "Ảnh", document: "Tệp", voice: "Tin thoại", sticker: "Nhãn dán", location: "Vị trí", contact: "Danh bạ" };
  const kind = Object.keys(kinds).find((name) => message[name]);
  const text = message.text || message.caption || "";
  return [kind && (message.document?.file_name || kinds[kind]), text].filter(Boolean).join(" · ").replaceAll("\n", " ");
}

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote" };

// Entities count UTF-16 units, as JavaScript strings do. Nested entities become nested elements.
export function rich(text, entities, acts) {
  const sorted = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, sorted, 0, text.length, acts);
}

function build(text, entities, from, to, acts) {
  const nodes = [];
  let at = from;
  while (entities.length && entities[0].offset < to) {
    const entity = entities.shift();
    if (entity.offset < at) continue;
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    const end = Math.min(entity.offset + entity.length, to);
    nodes.push(wrap(entity, text.slice(entity.offset, end), build(text, entities, entity.offset, end, acts), acts));
    at = end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function wrap(entity, raw, children, acts) {
  if (TAGS[entity.type]) return h(TAGS[entity.type], {}, children);
  if (entity.type === "spoiler") return spoiler(children);
  if (entity.type === "text_link" || entity.type === "url") return link(entity.url || raw, children);
  if (entity.type === "bot_command") return h("button", { type: "button", class: "link", onclick: () => acts.command(raw) }, children);
  return h("span", { class: `entity-${entity.type}` }, children);
}

function spoiler(children) {
  const show = (event) => { event.currentTarget.classList.add("shown"); event.currentTarget.removeAttribute("aria-label"); };
  return h("button", { type: "button", class: "spoiler", "aria-label": "Nội dung đang che, bấm để xem", onclick: show }, children);
}

function link(target, children) {
  const safe = /^(https?|mailto|tg):/i.test(target) ? target : `https://${target}`;
  return h("a", { href: safe, target: "_blank", rel: "noopener noreferrer", title: safe }, children);
}
