// One message as a bubble: quote, file, text, time, keyboard, and the tools to answer, edit or ask why.

import { h, icon, iconButton } from "./dom.js";
import { fileSize, gist, number, rich, sentTime } from "./words.js";

// `acts`: reply, edit, why, tap, command, jump; `own` says whose side it is on.
export function bubble(message, { own, botName, acts, canWhy, group }) {
  const body = h("div", { class: "bubble" }, author(message, own, group), forwarded(message), quote(message, botName, acts),
    media(message), text(message, acts), meta(message, acts));
  const item = h("article", { class: `message ${own ? "out" : "in"}`, "data-id": String(message.message_id), tabindex: "-1",
    "aria-label": `${own ? "Bạn" : message.from.first_name}, ${sentTime(message)}` },
  h("div", { class: "line" }, body, tools(message, own, acts, canWhy)), keyboard(message, acts));
  swipe(item, () => acts.reply(message));
  return item;
}

function author(message, own, group) {
  return group && !own ? h("p", { class: "author" }, message.from.first_name) : null;
}

function forwarded(message) {
  const origin = message.forward_origin;
  return origin ? h("p", { class: "forwarded" }, "Chuyển tiếp từ ", h("b", {}, origin.sender_user_name || "người khác")) : null;
}

function quote(message, botName, acts) {
  const other = message.reply_to_message;
  if (!other) return null;
  const name = other.from.is_bot ? botName : other.from.first_name;
  return h("button", { type: "button", class: "quote", onclick: () => acts.jump(other.message_id) },
    h("b", {}, name), h("span", {}, gist(other)));
}

function media(message) {
  if (message.photo) return photo(message);
  if (message.document) return documentCard(message.document);
  if (message.voice) return card("mic", "Tin thoại", `${message.voice.duration} giây`);
  if (message.sticker) return h("p", { class: "sticker", role: "img", "aria-label": "Nhãn dán" }, message.sticker.emoji || "🙂");
  if (message.location) return card("pin", "Vị trí", `${number(message.location.latitude, 4)} · ${number(message.location.longitude, 4)}`);
  if (message.contact) return card("card", message.contact.first_name, message.contact.phone_number);
  if (message.new_chat_members) return h("p", { class: "text" }, "đã thêm trợ lý vào nhóm");
  return null;
}

function photo(message) {
  const size = message.photo.at(-1);
  const place = { src: `/sim/file/${size.file_id}`, alt: message.caption || "Ảnh", width: size.width, height: size.height };
  return h("figure", { class: "photo" },
    h("a", { href: place.src, target: "_blank", rel: "noopener", title: "Mở ảnh" }, h("img", { ...attributes(place), loading: "lazy" })),
    h("figcaption", {}, `Ảnh · ${fileSize(size.file_size)}`));
}

const attributes = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

function documentCard(file) {
  return h("a", { class: "card", href: `/sim/file/${file.file_id}`, download: file.file_name || "tep" },
    icon("file"), h("span", {}, h("b", {}, file.file_name || "Tệp"), h("small", {}, fileSize(file.file_size))));
}

function card(shape, title, about) {
  return h("div", { class: "card" }, icon(shape), h("span", {}, h("b", {}, title), h("small", {}, about)));
}

function text(message, acts) {
  const said = message.text ?? message.caption;
  const entities = message.entities || message.caption_entities;
  return said ? h("div", { class: "text" }, rich(said, entities, acts)) : null;
}

function meta(message, acts) {
  const edited = message.edit_date ? editedMark(message, acts) : null;
  return h("div", { class: "meta" }, edited, h("time", { datetime: new Date(message.date * 1000).toISOString() }, sentTime(message)));
}

// "đã sửa" opens what stood there before.
function editedMark(message) {
  const before = (message.history || []).map((old) => h("li", {}, old.text || old.caption || "(chỉ đổi nút bấm)"));
  return h("details", { class: "edited" }, h("summary", {}, "đã sửa"),
    h("div", {}, h("p", {}, "Trước đó:"), h("ol", {}, before)));
}

function tools(message, own, acts, canWhy) {
  const said = message.text || message.caption;
  return h("div", { class: "tools" },
    iconButton("reply", "Trả lời", () => acts.reply(message), { tabIndex: -1 }),
    own && said ? iconButton("edit", "Sửa tin này", () => acts.edit(message), { tabIndex: -1 }) : null,
    own && said && canWhy ? iconButton("why", "Vì sao được hiểu như vậy?", () => acts.why(message), { tabIndex: -1 }) : null);
}

function keyboard(message, acts) {
  const rows = message.reply_markup?.inline_keyboard || [];
  if (!rows.length) return null;
  return h("div", { class: "keyboard" }, rows.map((row) => h("div", { class: "keyboard-row" }, row.map((button) => key(message, button, acts)))));
}

function key(message, button, acts) {
  if (button.url) return h("a", { class: "key", href: button.url, target: "_blank", rel: "noopener noreferrer" }, button.text, " ↗");
  const tap = (event) => acts.tap(message, button, event.currentTarget);
  return h("button", { type: "button", class: "key", onclick: tap }, h("span", {}, button.text));
}

// On a touch screen a pull to the left answers the message.
function swipe(item, reply) {
  const far = 56;
  let from = null;
  const line = item.firstChild;
  const end = () => { from = null; line.style.transform = ""; };
  item.addEventListener("pointerdown", (event) => { from = event.pointerType === "touch" ? [event.clientX, event.clientY] : null; });
  item.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [x, y] = [event.clientX - from[0], event.clientY - from[1]];
    if (Math.abs(y) > 24) end();
    else line.style.transform = `translateX(${Math.max(-far - 12, Math.min(0, x))}px)`;
  });
  item.addEventListener("pointerup", (event) => {
    if (from && event.clientX - from[0] < -far) reply();
    end();
  });
  item.addEventListener("pointercancel", end);
}
