"""A bot of forty lines over plain HTTP: echoes with a keyboard, edits, toasts; enough to look at the page."""

from __future__ import annotations

import asyncio
import html
from typing import Any

import aiohttp

BUTTONS = [[("Sửa", "edit"), ("Xoá", "delete")], [("Đổi đầu việc", "other"), ("Vì sao?", "why")]]
KEYBOARD = {"inline_keyboard": [[{"text": text, "callback_data": data} for text, data in row] for row in BUTTONS]}


class ToyBot:
    """Polls and answers until cancelled."""

    def __init__(self, base_url: str, token: str) -> None:
        self.root, self.offset = f"{base_url}/bot{token}", 0

    async def run(self) -> None:
        """Poll for ever."""
        async with aiohttp.ClientSession() as self.session:
            commands = [{"command": "homnay", "description": "Việc đã ghi hôm nay"}]
            await self.call("setMyCommands", commands=commands)
            await self.call("setMyDescription", description="Ghi việc bằng một dòng nhắn.\nBấm BẮT ĐẦU để thử.")
            while True:
                for update in await self.call("getUpdates", offset=self.offset, timeout=20):
                    self.offset = update["update_id"] + 1
                    await self.handle(update)

    async def handle(self, update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            return await self.tapped(query)
        message = update.get("message") or update.get("edited_message")
        if message is None:
            return None
        chat, said = message["chat"]["id"], html.escape(message.get("text") or message.get("caption") or "tệp")
        await self.call("sendChatAction", chat_id=chat, action="typing")
        text = f"<b>Đã ghi</b> · {said}\n<i>Hôm nay</i> – <code>2 giờ 30 phút</code> / 8 giờ\n▓▓▓░░░░░░░"
        await self.call("sendMessage", chat_id=chat, text=text, parse_mode="HTML", reply_markup=KEYBOARD)

    async def tapped(self, query: dict[str, Any]) -> None:
        alert = query["data"] == "why"
        words = "Vì câu có chữ “khai sinh”." if alert else "Đã nhận"
        await self.call("answerCallbackQuery", callback_query_id=query["id"], text=words, show_alert=alert)
        place = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
        if query["data"] == "delete":
            await self.call("editMessageText", **place, text="<s>Đăng ký khai sinh</s> – đã xoá", parse_mode="HTML")

    async def call(self, method: str, **values: Any) -> Any:
        async with self.session.post(f"{self.root}/{method}", json=values) as answer:
            return (await answer.json())["result"]


def start(base_url: str, token: str) -> asyncio.Task[None]:
    """Run the bot beside a test; cancel the task to end it."""
    return asyncio.create_task(ToyBot(base_url, token).run())
