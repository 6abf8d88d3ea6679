// Small helpers for building the page. Data only ever becomes text nodes, never markup.

export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && typeof value !== "string") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SHAPES = {
  send: "M4 12 20 4l-5 16-3.4-6.4z M11.6 13.6 20 4",
  clip: "m8 12.5 6.4-6.4a3 3 0 0 1 4.2 4.2l-8 8a5 5 0 0 1-7-7l7.6-7.6",
  reply: "M10 6 4 11.5 10 17v-3.6c5 0 8 1.4 10 4.6-.5-5.4-3.6-9-10-9.4z",
  edit: "M4 20h4L19 9l-4-4L4 16z M13 7l4 4",
  why: "M9.2 9.2a2.9 2.9 0 1 1 4 2.7c-.8.4-1.2 1-1.2 1.9v.4 M12 17.6v.1 M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18",
  close: "M6 6l12 12 M18 6 6 18",
  more: "M12 6v.1 M12 12v.1 M12 18v.1",
  slash: "M15 5 9 19",
  image: "M4 5h16v14H4z M4 16l4.5-4.5 4 4 3-3 4.5 4.5 M15.5 9v-.1",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M8.5 14.5c1.8 2.2 5.2 2.2 7 0 M9 9.6v-.1 M15 9.6v-.1",
  file: "M7 3h7l4 4v14H7z M14 3v4h4",
  swap: "M7 7h11l-3-3 M17 17H6l3 3",
  down: "M6 10l6 6 6-6",
  mic: "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4z M6.5 11.5a5.5 5.5 0 0 0 11 0 M12 17v3",
  pin: "M12 21s6-5.6 6-10.5a6 6 0 1 0-12 0C6 15.4 12 21 12 21z M12 11v-.1",
  card: "M4 6h16v12H4z M8 15c.6-2 3.4-2 4 0 M10 11.4v-.1 M15 10h3 M15 14h3",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

export function iconButton(name, label, onclick, extra = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...extra }, icon(name));
}

// A button that opens a list of choices; Escape or a click elsewhere closes it.
export function menuButton(name, label, choices) {
  const list = h("ul", { class: "menu", role: "menu", hidden: true });
  const button = iconButton(name, label, () => toggle(list.hidden), { "aria-haspopup": "menu", "aria-expanded": "false" });
  const box = h("div", { class: "menu-box", onkeydown: keys, onfocusout: leave }, button, list);

  function toggle(open) {
    if (open) list.replaceChildren(...choices().map(item));
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) list.querySelector("button")?.focus();
  }
  function item([text, act, shape]) {
    const run = () => { toggle(false); button.focus(); act(); };
    return h("li", { role: "none" }, h("button", { type: "button", role: "menuitem", onclick: run }, shape ? icon(shape) : null, h("span", {}, text)));
  }
  function keys(event) {
    const all = [...list.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !list.hidden) { event.stopPropagation(); toggle(false); button.focus(); }
    if (!step || list.hidden) return;
    event.preventDefault();
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length]?.focus();
  }
  function leave(event) {
    if (!box.contains(event.relatedTarget)) toggle(false);
  }
  return box;
}
