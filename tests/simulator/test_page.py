"""The chat page in a real browser: what a newcomer sees, types and taps, at two widths and by keyboard alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, Route, async_playwright, expect

from bot.simulator import SimClient, Simulator
from tests.simulator import toybot
from tests.simulator.conftest import AN, BINH, Clock

pytestmark = [pytest.mark.browser, pytest.mark.long]

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TEXT = "😀 ks 3 <b>& hôm qua"
READING = {
    "text": TEXT,
    "intent": "log",
    "spans": [
        {"start": 2, "end": 4, "kind": "item", "rule": "viết tắt", "text": "ks", "value": "khai sinh"},
        {"start": 12, "end": 19, "kind": "date", "rule": "ngày", "text": "hôm qua", "value": "2026-11-22"},
    ],
    "entries": [
        {
            "text": "ks 3", "item": "A.1", "sure": True, "quantity": 3, "quantity_told": True, "minutes": None,
            "date": "2026-11-22", "date_told": True, "start": None, "end": None, "done": True, "trace": None,
            "doubts": [],
            "candidates": [
                {"code": "A.1", "name": "Khai <i>sinh", "score": 1.2, "probability": 0.9,
                 "evidence": [{"feature": "alias", "weight": 1.5, "detail": "tên gọi tắt"},
                              {"feature": "accent", "weight": -0.3, "detail": "dấu khác nhau"}]},
            ],
        }
    ],
}  # fmt: skip
CONTRAST = """() => {
  const parse = (text) => (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const linear = (value) => (value <= 10 ? value / 3294.6 : ((value / 255 + .055) / 1.055) ** 2.4);
  const light = (colour) => colour.slice(0, 3).map(linear)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = parse(getComputedStyle(node).backgroundColor);
      if ((colour[3] ?? 1) > .8) return colour;
    }
    return [255, 255, 255];
  };
  const bad = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    if (!own || !node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const style = getComputedStyle(node), one = light(parse(style.color)), two = light(ground(node));
    const ratio = (Math.max(one, two) + .05) / (Math.min(one, two) + .05);
    const big = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    const name = `${node.className || node.tagName} "${node.textContent.slice(0, 20)}"`;
    if (ratio < (big ? 3 : 4.5)) bad.push(`${name} ${ratio.toFixed(2)}`);
  }
  return bad;
}"""


async def why(chat: int, message: int) -> dict[str, Any] | None:
    return READING


@pytest.fixture
async def simulator(clock: Clock) -> AsyncIterator[Simulator]:
    running = Simulator(users=(AN, BINH), clock=clock, why=why)
    base_url = await running.start()
    bot = toybot.start(base_url, running.token)
    yield running
    bot.cancel()
    await running.stop()


@pytest.fixture
async def browser(chromium_path: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield running
        await running.close()


@pytest.fixture(params=[(1440, 900), (390, 844)], ids=["wide", "narrow"])
async def page(request: pytest.FixtureRequest, browser: Browser, simulator: Simulator) -> AsyncIterator[Page]:
    width, height = request.param
    context = await browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
    opened = await context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    await opened.goto(simulator.base_url)
    yield opened
    await context.close()
    assert [line for line in said if "503" not in line] == []  # Chromium says that the test refused a message


def narrow(page: Page) -> bool:
    return (page.viewport_size or {})["width"] < 760


async def show_why(page: Page) -> None:
    if narrow(page):
        await page.get_by_role("button", name="Vì sao", exact=True).click()


async def fits(page: Page) -> None:
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate(CONTRAST) == []


async def test_a_newcomer_picks_starts_writes_and_taps(page: Page) -> None:
    phone = page.locator("#phone-a")
    await expect(phone.get_by_text("Bình <b>&")).to_be_visible()
    await fits(page)
    await phone.get_by_role("button", name="Nguyễn An").click()
    await phone.get_by_role("button", name="BẮT ĐẦU").click()
    await expect(phone.locator(".message.out")).to_contain_text("/start MA-AN")
    await phone.get_by_role("button", name="ks 3", exact=True).click()
    await expect(phone.locator(".message.in b").last).to_have_text("Đã ghi")
    await phone.get_by_role("textbox").fill(TEXT)
    await phone.get_by_role("textbox").press("Enter")
    await expect(phone.locator(".message.in .text").last).to_contain_text(TEXT)
    await phone.get_by_role("button", name="Xoá").last.click()
    await expect(phone.locator(".toast")).to_have_text("Đã nhận")
    await expect(phone.locator(".message.in").last).to_contain_text("đã sửa")
    await phone.get_by_role("button", name="Vì sao?").last.click()
    await expect(phone.get_by_role("alertdialog")).to_contain_text("khai sinh")
    await phone.get_by_role("button", name="Đã rõ").click()
    await fits(page)


async def test_the_panel_draws_the_reading(page: Page) -> None:
    phone, panel = page.locator("#phone-a"), page.locator("#why")
    await phone.get_by_role("button", name="Nguyễn An").click()
    await phone.get_by_role("button", name="BẮT ĐẦU").click()
    await phone.get_by_role("textbox").fill(TEXT)
    await phone.get_by_role("textbox").press("Enter")
    await expect(panel.locator(".sentence mark")).to_have_text(["ks", "hôm qua"])
    assert await panel.locator(".sentence").text_content() == TEXT
    await show_why(page)
    await expect(panel.locator(".candidates li .cell")).to_have_count(2)
    await expect(panel.locator(".candidate-name")).to_contain_text("Khai <i>sinh")
    await expect(panel.locator(".legend")).to_contain_text("đầu việc")
    await expect(panel.locator("tbody tr")).to_have_count(2)
    await fits(page)


async def test_by_keyboard_alone(page: Page, people: SimClient) -> None:
    await expect(page.locator("#phone-a .person").first).to_be_visible()
    await page.locator("#phone-a .person").first.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#phone-a .start-button")).to_be_focused()
    await page.keyboard.press("Enter")
    field = page.locator("#phone-a textarea")
    await expect(page.locator("#phone-a .message.in .key")).to_have_count(4)
    await field.focus()
    await page.keyboard.type("ks 4")
    await page.keyboard.press("Enter")
    await expect(page.locator("#phone-a .message.in .key")).to_have_count(8)
    await expect(field).to_have_value("")  # sent: with words in the field the key would move the caret
    await page.keyboard.press("ArrowUp")
    await expect(page.locator("#phone-a .message").last).to_be_focused()
    await page.keyboard.press("r")
    await expect(page.locator("#phone-a .note")).to_contain_text("Trả lời trợ lý")
    await page.keyboard.type("3 tiếng")
    await page.keyboard.press("Enter")
    await expect(page.locator("#phone-a .message.out .quote")).to_have_count(1)
    await page.keyboard.press("Escape")
    assert (await people.messages(AN.id))[-2]["reply_to_message"]["from"]["is_bot"] is True


async def test_what_is_typed_while_a_message_is_on_its_way_is_kept(page: Page, people: SimClient) -> None:
    phone, field = page.locator("#phone-a"), page.locator("#phone-a textarea")
    await phone.get_by_role("button", name="Nguyễn An").click()
    await phone.get_by_role("button", name="BẮT ĐẦU").click()
    await expect(phone.locator(".message.in .key")).to_have_count(4)
    held: asyncio.Queue[Route] = asyncio.Queue()
    await page.route("**/sim/message", held.put)
    await field.fill("ks 4")
    await field.press("Enter")
    first = await held.get()
    await expect(field).to_have_value("")
    await field.press_sequentially("ks 5")
    await first.continue_()
    await expect(phone.locator(".message.in .key")).to_have_count(8)
    await expect(field).to_have_value("ks 5")
    await field.press("Enter")
    second = await held.get()
    await field.press_sequentially("ks 6")
    await second.fulfill(status=503, json={"error": "mất mạng"})
    await expect(phone.locator(".toast")).to_have_text("Không gửi được: mất mạng")
    await expect(field).to_have_value("ks 5\nks 6")
    assert [message["text"] for message in await people.messages(AN.id) if not message["from"]["is_bot"]][-1] == "ks 4"


async def test_a_reply_that_could_not_be_sent_is_still_a_reply(page: Page) -> None:
    phone, field = page.locator("#phone-a"), page.locator("#phone-a textarea")
    await phone.get_by_role("button", name="Nguyễn An").click()
    await phone.get_by_role("button", name="BẮT ĐẦU").click()
    await phone.locator(".message.in").last.focus()
    await page.keyboard.press("r")
    await field.fill("3 tiếng")
    await page.route("**/sim/message", lambda route: route.fulfill(status=503, json={"error": "mất mạng"}))
    await field.press("Enter")
    await expect(phone.locator(".toast")).to_have_text("Không gửi được: mất mạng")
    await expect(field).to_have_value("3 tiếng")
    await expect(phone.locator(".note")).to_contain_text("Trả lời trợ lý")
    await page.unroute("**/sim/message")
    await field.press("Enter")
    await expect(phone.locator(".message.out .quote")).to_have_count(1)


async def test_files_edits_and_a_block(page: Page, people: SimClient) -> None:
    phone = page.locator("#phone-a")
    await phone.get_by_role("button", name="Nguyễn An").click()
    await phone.get_by_role("button", name="BẮT ĐẦU").click()
    await expect(phone.locator(".message.in")).to_have_count(1)
    async with page.expect_file_chooser() as chooser:
        await phone.get_by_role("button", name="Gửi ảnh, tệp và thứ khác").click()
        await phone.get_by_role("menuitem", name="Tệp").click()
    await (await chooser.value).set_files({"name": "a<b>.csv", "mimeType": "text/csv", "buffer": b"1;2"})
    await phone.get_by_role("textbox").fill("bảng")
    await phone.get_by_role("button", name="Gửi", exact=True).click()
    await expect(phone.locator(".message.out .card")).to_contain_text("a<b>.csv")
    own = phone.locator(".message.out").first
    await own.focus()
    await page.keyboard.press("e")
    await phone.get_by_role("textbox").fill("/homnay")
    await phone.get_by_role("button", name="Gửi", exact=True).click()
    await expect(own).to_contain_text("đã sửa")
    assert (await people.messages(AN.id))[0]["text"] == "/homnay"
    await phone.get_by_role("button", name="Việc khác").click()
    await phone.get_by_role("menuitem", name="Chặn trợ lý").click()
    await phone.get_by_role("button", name="BỎ CHẶN").click()
    await expect(phone.get_by_role("textbox")).to_be_visible()
