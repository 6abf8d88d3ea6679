// The page: two phones, the "Vì sao" panel, and what belongs to the whole window.

import { Store, post } from "./api.js";
import { h } from "./dom.js";
import { Phone } from "./phone.js";
import { Why } from "./why.js";
import { clockTime, longDay, setZone } from "./words.js";

const store = new Store();
const tabs = [...document.querySelectorAll(".tabs button")];

function showTab(name) {
  document.body.dataset.tab = name;
  for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.tab === name));
}

function showClock() {
  const now = store.now();
  const time = document.querySelector("#clock time");
  time.dateTime = now.toISOString();
  time.textContent = `${longDay(now)} · ${clockTime(now)}`;
}

// Only the demo's clock can be moved; the real bot has no such buttons.
function offerMoves() {
  const clock = document.getElementById("clock");
  const go = async (event) => {
    const to = event.target.value;
    event.target.value = "";
    if (!to) return;
    await post("clock", { to });
    await store.refresh();
    showClock();
  };
  const first = h("option", { value: "" }, "Chỉnh giờ…");
  const options = store.state.moves.map((move) => h("option", { value: move.to }, move.label));
  if (options.length) clock.append(h("select", { "aria-label": "Chỉnh giờ của bản chạy thử", onchange: go }, first, options));
}

// The address keeps who holds which phone: ?a=101&b=102.
function remember(name, phone) {
  const query = new URLSearchParams(location.search);
  query.set(name, String(phone.userId));
  history.replaceState(null, "", `?${query}`);
}

function makePhone(name, why, words) {
  const hooks = {
    ...words,
    picked: (phone) => remember(name, phone),
    why: (phone, message) => { showTab("why"); why.show(phone.chatId, message); },
  };
  return new Phone(document.getElementById(`phone-${name}`), store, hooks);
}

async function begin(phone, name) {
  const wanted = Number(new URLSearchParams(location.search).get(name));
  if (store.user(wanted)) await phone.pick(wanted);
  else phone.showCards();
}

async function main() {
  await store.load();
  setZone(store.state.zone);
  document.title = `${store.state.bot.first_name} – chạy thử`;
  const why = new Why(document.getElementById("why"), store);
  const phones = {
    a: makePhone("a", why, { title: "Bạn muốn thử trong vai ai?", invite: "Chọn một người, rồi nhắn như vẫn nhắn hằng ngày." }),
    b: makePhone("b", why, { title: "Máy thứ hai", invite: "Chọn thêm một người để xem việc được giao, được duyệt ra sao." }),
  };
  why.follows = (chat) => Object.values(phones).some((phone) => phone.chatId === chat);
  for (const [name, phone] of Object.entries(phones)) await begin(phone, name);
  showClock();
  offerMoves();
  setInterval(showClock, 10000);
}

store.listeners.add((event) => {
  const offline = document.getElementById("offline");
  if (event.type === "offline") offline.hidden = false;
  if (event.type === "online") offline.hidden = true;
  if (event.type === "reset") showClock();
});
for (const tab of tabs) tab.addEventListener("click", () => showTab(tab.dataset.tab));
await main();
