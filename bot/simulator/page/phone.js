// One phone: who holds it, the chat with the bot, and what flies by (typing, toasts, alerts).

import { post } from "./api.js";
import { bubble } from "./bubble.js";
import { Composer } from "./composer.js";
import { h, icon, menuButton } from "./dom.js";
import { daySaid, dayKey, fullName, initials } from "./words.js";

const TYPING_MS = 5000;
const TOAST_MS = 3500;
const TAP_MS = 8000;
const SHOWN = 400;

// Bring the children of `list` to `wanted` and leave those alone that stay.
function settle(list, wanted) {
  const staying = new Set(wanted);
  for (const node of [...list.children]) if (!staying.has(node)) node.remove();
  let at = list.firstChild;
  for (const node of wanted) {
    if (node === at) at = at.nextSibling;
    else list.insertBefore(node, at);
  }
}

export class Phone {
  // `hooks`: picked(phone), why(phone, message), title and invite (the lines over the cards).
  constructor(root, store, hooks) {
    this.root = root;
    this.store = store;
    this.hooks = hooks;
    this.waiting = new Map();
    store.listeners.add((event) => this.take(event));
  }

  get bot() { return this.store.state.bot; }
  get user() { return this.store.user(this.userId); }
  get groups() { return this.store.state.groups.filter((group) => group.members.includes(this.userId)); }

  showCards() {
    const cards = this.store.state.users.map((user, index) => h("li", {}, h("button", { type: "button", class: "person", onclick: () => this.pick(user.id, true) },
      h("span", { class: `avatar tone-${index % 6}`, "aria-hidden": "true" }, initials(user)),
      h("span", { class: "about" }, h("b", {}, fullName(user)), h("span", { class: "role" }, user.role_label_vi), h("small", {}, user.hint_vi)))));
    const back = this.userId ? h("button", { type: "button", class: "plain", onclick: () => this.pick(this.userId, true) }, "Quay lại cuộc trò chuyện") : null;
    this.root.replaceChildren(h("div", { class: "screen choose" }, h("div", { class: "welcome" },
      h("h2", {}, this.hooks.title), h("p", {}, this.hooks.invite)), h("ul", { class: "people" }, cards), back));
  }

  async pick(userId, focus = false, chatId = userId) {
    this.userId = userId;
    this.chatId = chatId;
    this.build();
    this.hooks.picked(this);
    await this.store.chat(chatId);
    this.draw();
    if (focus) (this.start.hidden ? this.composer.field : this.start.querySelector("button")).focus();
  }

  build() {
    this.nodes = new Map();
    this.list = h("div", { class: "messages", role: "log", "aria-label": "Tin nhắn", onkeydown: (event) => this.walk(event), onclick: (event) => this.mark(event) });
    this.sticking = true;
    this.list.addEventListener("scroll", () => { this.sticking = this.atEnd(); });
    new ResizeObserver(() => { if (this.sticking) this.toEnd(); }).observe(this.list);
    this.status = h("span", { class: "status" });
    this.toast = h("div", { class: "toast", role: "status", hidden: true });
    this.composer = new Composer({ place: () => ({ user: this.userId, chat: this.chatId }), say: (text) => this.showToast(text),
      commands: () => this.store.state.commands });
    this.composer.onUp = () => this.lastMessage()?.focus();
    this.start = h("div", { class: "start", hidden: true });
    this.root.replaceChildren(h("div", { class: "screen" }, this.header(), this.list, h("div", { class: "toast-place" }, this.toast), this.start, this.composer.root));
  }

  header() {
    const user = this.user;
    const index = this.store.state.users.indexOf(user);
    return h("header", { class: "phone-head" }, h("img", { src: "/page/icon.svg", alt: "", width: "40", height: "40" }),
      h("div", { class: "bot" }, this.chatChoice(), this.status),
      h("button", { type: "button", class: "holder", title: "Đổi người", onclick: () => this.showCards() },
        h("span", { class: "holder-name" }, h("small", {}, "Bạn là"), h("b", {}, fullName(user))),
        h("span", { class: `avatar small tone-${index % 6}`, "aria-hidden": "true" }, initials(user)), icon("swap")),
      menuButton("more", "Việc khác", () => this.menu()));
  }

  chatChoice() {
    if (!this.groups.length) return h("b", { class: "bot-name" }, this.bot.first_name);
    const option = (id, text) => h("option", { value: String(id), selected: id === this.chatId }, text);
    return h("select", { "aria-label": "Cuộc trò chuyện", onchange: (event) => this.pick(this.userId, false, Number(event.target.value)) },
      option(this.userId, this.bot.first_name), this.groups.map((group) => option(group.id, group.title)));
  }

  menu() {
    const blocked = this.user.blocked;
    const ban = () => post(blocked ? "unblock" : "block", { user: this.userId }).catch((error) => this.showToast(error.message));
    return [["Đổi người", () => this.showCards(), "swap"], [blocked ? "Bỏ chặn trợ lý" : "Chặn trợ lý", ban, "close"]];
  }

  draw() {
    const chat = this.store.chats.get(this.chatId);
    const messages = [...(chat?.messages.values() || [])].sort((a, b) => a.message_id - b.message_id);
    const stuck = this.sticking;
    const items = messages.length ? this.items(messages.slice(-SHOWN)) : [this.emptyNote()];
    settle(this.list, this.typing ? [...items, this.dots()] : items);
    this.showTyping();
    this.composer.showChips(this.user.chips);
    this.composer.showReplies(chat?.keyboard);
    this.drawStart();
    this.list.querySelector('.message[tabindex="0"]')?.setAttribute("tabindex", "-1");
    this.lastMessage()?.setAttribute("tabindex", "0");
    if (stuck) this.toEnd();
  }

  items(messages) {
    let day = "";
    return messages.flatMap((message) => {
      const key = dayKey(message.date);
      const said = daySaid(message.date, this.store.now()); // "hôm nay" becomes "hôm qua" when the clock moves on
      const mark = key === day ? [] : [this.drawn(key, said, () => h("div", { class: "day" }, h("span", {}, said)))];
      day = key;
      return [...mark, this.drawn(message.message_id, message, () => this.item(message))];
    });
  }

  // A bubble is built once for each version of its message, so that focus and opened parts survive.
  drawn(key, version, make) {
    const kept = this.nodes.get(key);
    if (kept?.version === version) return kept.node;
    const node = make();
    this.nodes.set(key, { version, node });
    return node;
  }

  item(message) {
    const acts = { reply: (m) => this.composer.reply(m), edit: (m) => this.composer.edit(m), why: (m) => this.hooks.why(this, m),
      tap: (...args) => this.tap(...args), command: (text) => this.composer.send(text), jump: (id) => this.jump(id) };
    return bubble(message, { own: message.from.id === this.userId, botName: this.bot.first_name, acts,
      canWhy: this.store.state.why, group: this.chatId !== this.userId });
  }

  emptyNote() {
    const text = this.bot.description || "Chưa có tin nào. Bấm nút bên dưới để bắt đầu.";
    return h("div", { class: "empty" }, h("p", {}, text));
  }

  drawStart() {
    const { started, blocked, start_payload: code } = this.user;
    const begin = () => this.composer.send(code ? `/start ${code}` : "/start");
    const unban = () => post("unblock", { user: this.userId });
    const fresh = !started && this.chatId === this.userId;
    this.start.replaceChildren(h("button", { type: "button", class: "start-button", onclick: blocked ? unban : begin }, blocked ? "BỎ CHẶN" : "BẮT ĐẦU"));
    this.start.hidden = !(fresh || blocked);
    this.composer.root.hidden = fresh || blocked;
  }

  take(event) {
    if (event.type === "reset" && this.userId) return this.pick(this.userId);
    if (!this.userId || !this.list) return null;
    if (event.type === "answer" && event.user_id === this.userId) this.answered(event);
    if (event.type === "action" && event.chat_id === this.chatId) return this.startTyping();
    if (event.chat_id !== this.chatId && event.type !== "profile") return null;
    if (event.type === "message" && event.by_bot) this.typing = false;
    if (["message", "edit", "delete", "keyboard", "profile", "started", "blocked", "unblocked"].includes(event.type)) this.draw();
    if (event.type === "message") this.toEnd();
    return null;
  }

  startTyping() {
    this.typing = true;
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => { this.typing = false; this.draw(); }, TYPING_MS);
    this.draw();
  }

  showTyping() {
    this.status.textContent = this.typing ? "đang soạn tin…" : "trợ lý ghi việc";
    this.status.classList.toggle("busy", Boolean(this.typing));
  }

  dots() {
    return h("div", { class: "message in" }, h("div", { class: "bubble dots", "aria-label": "Trợ lý đang soạn tin" }, h("i"), h("i"), h("i")));
  }

  async tap(message, button, node) {
    node.classList.add("busy");
    try {
      const { query_id: id } = await post("tap", { user: this.userId, chat: this.chatId, message_id: message.message_id, data: button.callback_data });
      this.waiting.set(id, node);
      setTimeout(() => this.settle(id), TAP_MS);
    } catch (error) {
      node.classList.remove("busy");
      this.showToast(error.message);
    }
  }

  settle(id) {
    this.waiting.get(id)?.classList.remove("busy");
    this.waiting.delete(id);
  }

  answered(event) {
    this.settle(event.query_id);
    if (!event.text) return;
    if (event.alert) this.showAlert(event.text);
    else this.showToast(event.text);
  }

  showToast(text) {
    this.toast.textContent = text;
    this.toast.hidden = false;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { this.toast.hidden = true; }, TOAST_MS);
  }

  showAlert(text) {
    const before = document.activeElement;
    const close = () => { cover.remove(); before?.focus?.(); };
    const ok = h("button", { type: "button", class: "plain", onclick: close }, "Đã rõ");
    const cover = h("div", { class: "cover", onkeydown: (event) => { if (event.key === "Escape") close(); if (event.key === "Tab") event.preventDefault(); } },
      h("div", { class: "alert", role: "alertdialog", "aria-modal": "true", "aria-label": "Thông báo của trợ lý" }, h("p", {}, text), ok));
    this.root.firstChild.append(cover);
    ok.focus();
  }

  atEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 120;
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
  }

  lastMessage() {
    return [...this.list.querySelectorAll(".message[data-id]")].at(-1);
  }

  jump(id) {
    const item = this.list.querySelector(`[data-id="${id}"]`);
    item?.scrollIntoView({ block: "center", behavior: "smooth" });
    item?.classList.add("flash");
    setTimeout(() => item?.classList.remove("flash"), 1500);
  }

  // Arrows walk through the messages; R answers, E edits, V asks why.
  walk(event) {
    const item = event.target.closest(".message[data-id]");
    if (!item || event.target !== item) return;
    const all = [...this.list.querySelectorAll(".message[data-id]")];
    const next = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const tool = { r: "Trả lời", e: "Sửa tin này", v: "Vì sao được hiểu như vậy?" }[event.key.toLowerCase()];
    if (next) { event.preventDefault(); (all[all.indexOf(item) + next] || this.composer.field).focus(); }
    if (tool) { event.preventDefault(); item.querySelector(`[aria-label="${tool}"]`)?.click(); }
    if (event.key === "Enter") item.querySelector(".tools button, .key")?.focus();
  }

  mark(event) {
    const item = event.target.closest(".message[data-id]");
    for (const other of this.list.querySelectorAll(".picked")) if (other !== item) other.classList.remove("picked");
    if (event.target.closest(".tools")) item.classList.remove("picked");
    else if (item && !event.target.closest("button, a, summary")) item.classList.toggle("picked");
  }
}
