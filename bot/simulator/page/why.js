// The "Vì sao" panel: how a message was read – coloured stretches, the rules behind them, and the work items with their evidence.

import { get } from "./api.js";
import { h } from "./dom.js";
import { number } from "./words.js";

const KINDS = { item: "đầu việc", quantity: "số lượng", duration: "thời lượng", range: "khoảng giờ", clock: "giờ", part_of_day: "buổi",
  date: "ngày", docnum: "số văn bản", literal: "giữ nguyên", intent: "ý định", assignee: "người nhận", deadline: "hạn", status: "tình trạng" };
const INTENTS = { log: "Ghi việc đã làm", plan: "Việc sắp làm", assign: "Giao việc", leave: "Nghỉ", query: "Câu hỏi", other: "Chuyện khác" };
const DOUBTS = { item: "đầu việc nào", clock_or_duration: "giờ hay thời lượng", date: "ngày nào", quantity: "bao nhiêu", minutes: "bao lâu" };
const RETRY_MS = 150;

export class Why {
  constructor(root, store) {
    this.root = root;
    this.store = store;
    store.listeners.add((event) => this.take(event));
    this.empty("Nhắn thử một việc ở bên trái. Câu vừa nhắn sẽ hiện ở đây với từng chữ được hiểu ra sao và vì sao chọn đầu việc ấy.");
  }

  take(event) {
    if (event.type === "reset") this.empty("Đã bắt đầu lại. Nhắn thử một việc nhé.");
    const mine = event.message && !event.by_bot && (event.message.text || event.message.caption);
    if (mine && this.follows?.(event.chat_id)) this.show(event.chat_id, event.message);
    if (event.by_bot && event.message && event.chat_id === this.chat && !this.reading) this.later();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), RETRY_MS);
  }

  async show(chat, message) {
    Object.assign(this, { chat, message, reading: null });
    await this.load();
  }

  async load() {
    const { chat, message } = this;
    const reading = await get(`/sim/why?chat=${chat}&message=${message.message_id}`).catch(() => null);
    if (message !== this.message) return;
    this.reading = reading;
    if (reading) this.draw(reading);
    else this.empty("Tin này không cần đọc theo nghĩa: đó là lệnh, câu trả lời cho câu hỏi, hoặc tệp. Nhắn một việc để xem.", message.text);
  }

  empty(text, quoted) {
    this.root.replaceChildren(head(), h("div", { class: "why-empty" }, quoted ? h("blockquote", {}, quoted) : picture(), h("p", {}, text)));
  }

  draw(reading) {
    const parts = [head(reading.intent), sentence(reading), legend(reading.spans || [])];
    const entries = reading.entries || [];
    parts.push(...entries.map((entry, index) => work(entry, index, entries.length, reading.catalogue || {})));
    if (reading.assign) parts.push(given(reading.assign));
    if (reading.leave) parts.push(absence(reading.leave));
    if (reading.spans?.length) parts.push(rules(reading.spans));
    this.root.replaceChildren(...parts);
    this.root.scrollTop = 0;
  }
}

function head(intent) {
  return h("header", { class: "why-head" }, h("div", {}, h("h2", {}, "Vì sao"), h("p", {}, "Tin nhắn được hiểu thế này")),
    intent ? h("span", { class: "badge" }, INTENTS[intent] || intent) : null);
}

function picture() {
  const words = [["ks", "item"], ["3", "quantity"], ["hôm qua", "date"], ["2 tiếng", "duration"]];
  return h("p", { class: "why-sample", "aria-hidden": "true" }, words.flatMap(([text, kind]) => [h("mark", { class: `kind-${kind}` }, text), " "]));
}

// Offsets count code points, as Python does; the shortest stretch over a letter gives its colour.
function sentence(reading) {
  const letters = Array.from(reading.text);
  const spans = reading.spans || [];
  const cuts = [...new Set([0, letters.length, ...spans.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
  const pieces = cuts.slice(0, -1).map((from, index) => piece(letters, spans, from, cuts[index + 1]));
  return h("p", { class: "sentence" }, pieces);
}

function piece(letters, spans, from, to) {
  const text = letters.slice(from, to).join("");
  const over = spans.filter((span) => span.start <= from && span.end >= to).sort((a, b) => a.end - a.start - (b.end - b.start));
  if (!over.length) return text;
  const says = over.map((span) => `${KINDS[span.kind] || span.kind}: ${span.value} (${span.rule})`).join(" · ");
  return h("mark", { class: `kind-${over[0].kind}`, title: says }, text);
}

function legend(spans) {
  const kinds = [...new Set(spans.map((span) => span.kind))];
  return h("ul", { class: "legend", "aria-label": "Chú giải màu" }, kinds.map((kind) => h("li", {}, h("i", { class: `dot kind-${kind}` }), KINDS[kind] || kind)));
}

function work(entry, index, count, names) {
  const title = count > 1 ? `Việc ${index + 1}` : "Việc";
  const chosen = (entry.candidates || []).find((candidate) => candidate.code === entry.item);
  return h("section", { class: "work" },
    h("h3", {}, h("span", {}, title), h("span", { class: entry.sure ? "sure yes" : "sure no" }, entry.sure ? "chắc – ghi luôn" : "chưa chắc – sẽ hỏi")),
    h("p", { class: "piece" }, `“${entry.text}”`), facts(entry), doubts(entry.doubts || []), candidates(entry.candidates || [], chosen, names));
}

function facts(entry) {
  const hours = entry.start ? `${entry.start}–${entry.end || "?"}` : null;
  const rows = [["Số lượng", number(Number(entry.quantity)), entry.quantity_told], ["Thời lượng", entry.minutes === null || entry.minutes === undefined ? "không nói" : `${entry.minutes} phút`],
    ["Ngày", day(entry.date), entry.date_told], ["Giờ", hours], ["Tình trạng", entry.done ? "xong" : "chưa xong"], ["Dấu vết", entry.trace]];
  const shown = rows.filter(([, value]) => value !== null && value !== undefined);
  return h("dl", { class: "facts" }, shown.map(([name, value, told]) => h("div", {}, h("dt", {}, name),
    h("dd", {}, value, told === false ? h("small", {}, " (suy ra)") : null))));
}

const day = (iso) => (iso ? iso.split("-").reverse().join("/") : null);

function doubts(list) {
  if (!list.length) return null;
  return h("p", { class: "doubts" }, "Phải hỏi: ", list.map((doubt) => DOUBTS[doubt.kind] || doubt.kind).join(", "), ".");
}

function candidates(list, chosen, names) {
  if (!list.length) return h("p", { class: "piece" }, "Không có đầu việc nào giống.");
  const widest = Math.max(...list.map(weightOf), 0.001);
  return h("ol", { class: "candidates" }, list.slice(0, 5).map((candidate, index) => candidateRow(candidate, index === 0, candidate === chosen, widest, names)));
}

const weightOf = (candidate) => (candidate.evidence || []).reduce((sum, one) => sum + Math.abs(one.weight), 0);

function candidateRow(candidate, open, chosen, widest, names) {
  const evidence = [...(candidate.evidence || [])].sort((a, b) => b.weight - a.weight);
  const name = candidate.name || names[candidate.code] || "";
  return h("li", {}, h("details", { open, class: chosen ? "chosen" : "" },
    h("summary", {}, h("span", { class: "candidate-name" }, h("code", {}, candidate.code), " ", name, chosen ? h("b", { class: "tick" }, " ✓ được chọn") : null),
      h("span", { class: "percent" }, `${number(candidate.probability * 100, 0)} %`), bar(evidence, widest)),
    h("ul", { class: "evidence" }, evidence.map(evidenceRow), h("li", { class: "sum" }, h("span", {}, "Tổng điểm"), h("b", {}, signed(candidate.score))))));
}

function bar(evidence, widest) {
  const cells = evidence.map((one, index) => {
    const cell = h("i", { class: one.weight < 0 ? "cell minus" : `cell tone-${index % 6}`, title: `${label(one)}: ${signed(one.weight)}` });
    cell.style.width = `${(Math.abs(one.weight) / widest) * 100}%`;
    return cell;
  });
  return h("span", { class: "bar", "aria-hidden": "true" }, cells);
}

function evidenceRow(one, index) {
  return h("li", {}, h("i", { class: one.weight < 0 ? "dot minus" : `dot tone-${index % 6}` }), h("span", {}, label(one)), h("b", {}, signed(one.weight)));
}

const label = (one) => one.detail || one.feature;
const signed = (value) => `${value < 0 ? "−" : "+"}${number(Math.abs(value))}`;

function given(assign) {
  const rows = [["Giao cho", assign.assignees.map((name) => `@${name}`).join(", ")], ["Việc", assign.text], ["Hạn", assign.due]];
  return simple("Giao việc", rows);
}

function absence(leave) {
  const half = { am: "buổi sáng", pm: "buổi chiều" }[leave.half];
  return simple("Nghỉ", [["Từ", day(leave.start)], ["Đến", day(leave.end)], ["Buổi", half]]);
}

function simple(title, rows) {
  return h("section", { class: "work" }, h("h3", {}, title), h("dl", { class: "facts" }, rows.filter(([, value]) => value)
    .map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))));
}

function rules(spans) {
  const row = (span) => h("tr", {}, h("td", {}, h("mark", { class: `kind-${span.kind}` }, span.text)), h("td", {}, h("code", {}, span.rule)), h("td", {}, span.value));
  return h("section", { class: "work" }, h("h3", {}, "Quy tắc đã dùng"), h("div", { class: "scroll" }, h("table", {},
    h("thead", {}, h("tr", {}, ["Chữ", "Quy tắc", "Giá trị"].map((name) => h("th", { scope: "col" }, name)))), h("tbody", {}, spans.map(row)))));
}
