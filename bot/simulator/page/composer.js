// Where a person types: examples, the line being answered or edited, a file to send, the text and its button.

import { post } from "./api.js";
import { h, iconButton, menuButton } from "./dom.js";
import { fileSize, gist } from "./words.js";

const FIRST_CHIPS = 3;

export class Composer {
  // `say(error)` shows a line to the person; `place()` gives {user, chat}.
  constructor({ place, say, commands }) {
    this.place = place;
    this.say = say;
    this.commands = commands;
    this.field = h("textarea", { rows: "1", maxlength: "4096", placeholder: "Nhắn một dòng…", "aria-label": "Tin nhắn",
      oninput: () => this.grow(), onkeydown: (event) => this.key(event), onpaste: (event) => this.paste(event) });
    this.note = h("div", { class: "note", hidden: true });
    this.chips = h("div", { class: "chips" });
    this.replies = h("div", { class: "reply-keyboard", hidden: true });
    this.picture = this.picker("image/png,image/jpeg,image/webp", "photo", "Chọn ảnh");
    this.paper = this.picker("", "document", "Chọn tệp");
    this.sendButton = iconButton("send", "Gửi", () => this.submit(), { class: "icon-button send" });
    this.root = h("div", { class: "composer" }, this.chips, this.note, this.row(), this.replies);
  }

  row() {
    return h("div", { class: "row" }, menuButton("slash", "Lệnh của trợ lý", () => this.commandChoices()),
      this.field, menuButton("clip", "Gửi ảnh, tệp và thứ khác", () => this.attachChoices()), this.sendButton, this.picture, this.paper);
  }

  picker(accept, kind, label) {
    const take = (event) => { const [file] = event.target.files; event.target.value = ""; if (file) this.attach(file, kind); };
    return h("input", { type: "file", accept, hidden: true, "aria-label": label, onchange: take });
  }

  commandChoices() {
    const known = this.commands().map(({ command, description }) => [`/${command} – ${description}`, () => this.send(`/${command}`)]);
    return known.length ? known : [["/start – bắt đầu", () => this.send("/start")]];
  }

  attachChoices() {
    const special = (kind) => () => this.act(kind, {});
    return [
      ["Ảnh", () => this.picture.click(), "image"],
      ["Tệp", () => this.paper.click(), "file"],
      ["Tin thoại", special("voice"), "mic"],
      ["Vị trí", special("location"), "pin"],
      ["Danh bạ của tôi", special("contact"), "card"],
      ["Nhãn dán 👍", special("sticker"), "smile"],
    ];
  }

  showChips(examples) {
    if (this.examples === examples.join("\n")) return;
    this.examples = examples.join("\n");
    const chip = (text) => h("button", { type: "button", class: "chip", title: text, onclick: () => this.example(text) }, text);
    const rest = examples.length - FIRST_CHIPS;
    const more = h("button", { type: "button", class: "chip more", onclick: () => { this.chips.classList.add("all"); more.remove(); } }, `+${rest} câu nữa`);
    this.chips.replaceChildren(h("span", { class: "chips-label" }, "Thử nhắn – bấm là gửi:"), ...examples.map(chip), ...(rest > 0 ? [more] : []));
    this.chips.hidden = !examples.length;
  }

  showReplies(markup) {
    const send = (text) => () => this.send(text);
    const rows = (markup?.keyboard || []).map((row) => h("div", { class: "keyboard-row" }, row.map((button) => {
      const label = typeof button === "string" ? button : button.text;
      return h("button", { type: "button", class: "key", onclick: button.request_contact ? () => this.act("contact", {}) : send(label) }, label);
    })));
    this.replies.replaceChildren(...rows);
    this.replies.hidden = !rows.length;
  }

  example(text) {
    this.field.value = text;
    this.grow();
    this.submit();
  }

  reply(message) {
    this.target = { message, kind: "reply" };
    this.showNote(message.from.is_bot ? "Trả lời trợ lý" : "Trả lời tin của bạn", gist(message));
  }

  edit(message) {
    this.target = { message, kind: "edit" };
    this.field.value = message.text || message.caption || "";
    this.showNote("Sửa tin nhắn", gist(message));
    this.grow();
  }

  attach(file, kind) {
    this.file = { file, kind };
    this.showNote(kind === "photo" ? "Gửi ảnh" : "Gửi tệp", `${file.name} · ${fileSize(file.size)}`);
  }

  showNote(title, about) {
    this.note.replaceChildren(h("div", {}, h("b", {}, title), h("span", {}, about)), iconButton("close", "Bỏ", () => this.cancel()));
    this.note.hidden = false;
    this.field.focus();
  }

  cancel() {
    if (this.target?.kind === "edit") this.field.value = "";
    this.target = this.file = null;
    this.note.hidden = true;
    this.grow();
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.submit(); }
    if (event.key === "Escape" && !this.note.hidden) { event.stopPropagation(); this.cancel(); }
    if (event.key === "ArrowUp" && !this.field.value) this.onUp?.(event);
  }

  paste(event) {
    const [file] = event.clipboardData?.files || [];
    if (file) this.attach(file, file.type.startsWith("image/") ? "photo" : "document");
  }

  async submit() {
    const text = this.field.value;
    if (this.file) return this.sendFile(text);
    if (!text.trim()) return this.field.focus();
    if (this.target?.kind === "edit") return this.sendEdit(text);
    return this.send(text);
  }

  send(text) {
    return this.act("message", { text }, this.field.value === text);
  }

  sendEdit(text) {
    return this.act("edit", { message_id: this.target.message.message_id, text }, true);
  }

  sendFile(caption) {
    const form = new FormData();
    const { user, chat } = this.place();
    const values = { user, chat, caption, ...this.answered() };
    for (const [name, value] of Object.entries(values)) form.append(name, String(value));
    form.append("file", this.file.file, this.file.file.name);
    return this.post(this.file.kind, form, true);
  }

  act(kind, values, done = false) {
    return this.post(kind, { ...this.place(), ...values, ...this.answered() }, done);
  }

  answered() {
    return this.target?.kind === "reply" ? { reply_to: this.target.message.message_id } : {};
  }

  // The field is free at once: what is typed while the message is on its way is the next one.
  async post(kind, values, done) {
    const kept = { text: this.field.value, target: this.target, file: this.file };
    if (done) this.field.value = "";
    this.cancel();
    kept.taken = this.field.value !== kept.text;
    try {
      await post(kind, values);
    } catch (error) {
      this.giveBack(kept);
      this.say(`Không gửi được: ${error.message}`);
    }
  }

  // What could not be sent stands in the field again, before what was typed since.
  giveBack({ text, target, file, taken }) {
    if (taken) this.field.value = [text, this.field.value].filter(Boolean).join("\n");
    if (!this.target && !this.file && (target || file)) {
      this.target = target;
      this.file = file;
      this.note.hidden = false;
    }
    this.grow();
  }

  grow() {
    this.field.style.height = "";
    const wanted = this.field.scrollHeight + 2;
    if (this.field.value.includes("\n") || wanted > 44) this.field.style.height = `${Math.min(wanted, 140)}px`;
  }
}
