// The control API and the stream of what happens.

async function answer(response) {
  const body = await response.json().catch(() => ({ error: response.statusText }));
  if (!response.ok) throw new Error(body.error || body.description || "Không gửi được");
  return body;
}

export async function get(path) {
  return answer(await fetch(path));
}

export async function post(act, values) {
  const body = values instanceof FormData ? values : JSON.stringify(values);
  const headers = values instanceof FormData ? {} : { "Content-Type": "application/json" };
  return answer(await fetch(`/sim/${act}`, { method: "POST", headers, body }));
}

// Everything the page knows: people, chats, and who wants to hear of changes.
export class Store {
  constructor() {
    this.chats = new Map();
    this.listeners = new Set();
  }

  async load() {
    this.state = await get("/sim/state");
    this.readAt = performance.now();
    if (!this.stream) this.listen();
  }

  listen() {
    this.stream = new EventSource(`/sim/events?after=${this.state.cursor}`);
    this.stream.onmessage = (message) => this.take(JSON.parse(message.data));
    this.stream.onerror = () => this.tell({ type: "offline" });
    this.stream.onopen = () => this.tell({ type: "online" });
  }

  now() {
    return new Date(Date.parse(this.state.now) + performance.now() - this.readAt);
  }

  user(id) {
    return this.state.users.find((user) => user.id === id);
  }

  async chat(id) {
    if (!this.chats.has(id)) {
      const chat = { id, messages: new Map(), keyboard: null };
      this.chats.set(id, chat);
      chat.ready = get(`/sim/chat/${id}`).then((data) => this.fill(chat, data.messages));
    }
    await this.chats.get(id).ready;
    return this.chats.get(id);
  }

  fill(chat, messages) {
    const fresh = chat.messages;
    chat.messages = new Map(messages.map((message) => [message.message_id, message]));
    for (const [id, message] of fresh) chat.messages.set(id, message);
  }

  async take(event) {
    if (["profile", "started", "blocked", "unblocked"].includes(event.type)) await this.refresh();
    if (event.type === "reset") {
      this.chats.clear();
      await this.refresh();
    }
    this.apply(event, this.chats.get(event.chat_id));
    this.tell(event);
  }

  apply(event, chat) {
    if (!chat) return;
    if (event.message) chat.messages.set(event.message.message_id, event.message);
    if (event.type === "delete") chat.messages.delete(event.message_id);
    if (event.type === "keyboard") chat.keyboard = event.markup.keyboard ? event.markup : null;
  }

  async refresh() {
    this.state = await get("/sim/state");
    this.readAt = performance.now();
  }

  tell(event) {
    for (const listener of this.listeners) listener(event);
  }
}
