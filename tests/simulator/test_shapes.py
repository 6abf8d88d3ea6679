"""A second, strict reader of the answers: models from the Bot API's published types, no coercion, no unknown field."""

from __future__ import annotations

from io import BytesIO
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.simulator import SimClient
from bot.simulator.files import blank_png
from tests.simulator.conftest import Wire

AN = 101


class Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class User(Strict):
    id: int
    is_bot: bool
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None


class Me(User):
    can_join_groups: bool
    can_read_all_group_messages: bool
    supports_inline_queries: bool
    can_connect_to_business: bool
    has_main_web_app: bool


class Chat(Strict):
    id: int
    type: Literal["private", "group", "supergroup", "channel"]
    title: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    username: str | None = None


class Entity(Strict):
    type: str
    offset: Annotated[int, Field(ge=0)]
    length: Annotated[int, Field(ge=1)]
    url: str | None = None
    language: str | None = None


class FileLike(Strict):
    file_id: str
    file_unique_id: str
    file_size: int | None = None


class PhotoSize(FileLike):
    width: int
    height: int


class Document(FileLike):
    file_name: str | None = None
    mime_type: str | None = None


class Voice(FileLike):
    duration: int
    mime_type: str | None = None


class Sticker(PhotoSize):
    type: Literal["regular", "mask", "custom_emoji"]
    is_animated: bool
    is_video: bool
    emoji: str | None = None


class TelegramFile(FileLike):
    file_path: str


class Location(Strict):
    latitude: float
    longitude: float


class Contact(Strict):
    phone_number: str
    first_name: str
    user_id: int | None = None


class HiddenUser(Strict):
    type: Literal["hidden_user"]
    date: int
    sender_user_name: str


class Button(Strict):
    text: str
    callback_data: str | None = None
    url: str | None = None


class Keyboard(Strict):
    inline_keyboard: list[list[Button]]


class Message(Strict):
    message_id: int
    sender: Annotated[User, Field(alias="from")]
    chat: Chat
    date: int
    edit_date: int | None = None
    text: str | None = None
    caption: str | None = None
    entities: Annotated[list[Entity], Field(min_length=1)] | None = None
    caption_entities: Annotated[list[Entity], Field(min_length=1)] | None = None
    photo: Annotated[list[PhotoSize], Field(min_length=1)] | None = None
    document: Document | None = None
    voice: Voice | None = None
    sticker: Sticker | None = None
    location: Location | None = None
    contact: Contact | None = None
    forward_origin: HiddenUser | None = None
    reply_to_message: Message | None = None
    reply_markup: Keyboard | None = None
    new_chat_members: list[User] | None = None


class Tap(Strict):
    id: str
    sender: Annotated[User, Field(alias="from")]
    message: Message
    chat_instance: str
    data: Annotated[str, Field(min_length=1)]


class Member(Strict):
    status: Literal["member", "kicked", "left"]
    user: User
    until_date: int | None = None


class MemberChange(Strict):
    chat: Chat
    sender: Annotated[User, Field(alias="from")]
    date: int
    old_chat_member: Member
    new_chat_member: Member


class Update(Strict):
    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: Tap | None = None
    my_chat_member: MemberChange | None = None


def check(kind: Any, value: object) -> Any:
    return TypeAdapter(kind).validate_python(value)


async def test_every_update_has_the_published_shape(wire: Wire, people: SimClient) -> None:
    first = await people.say(AN, "/start x @an_nguyen")
    keyboard = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    sent = await wire.result("sendMessage", chat_id=AN, text="<b>a</b>", parse_mode="HTML", reply_markup=keyboard)
    await people.tap(AN, sent["message_id"], "a")
    await people.edit(AN, first.message_id, "khác")
    await people.photo(AN, "#anh", reply_to=first.message_id)
    await people.document(AN, "a.pdf", 10)
    for kind in ("voice", "sticker", "location", "contact"):
        await people.special(kind, AN)
    await people.say(AN, "a", forward=True)
    await people.block(AN)
    await people.unblock(AN)
    await people.group("Tổ", [AN])
    updates = check(list[Update], await wire.result("getUpdates"))
    assert len(updates) == 14
    assert [update.update_id for update in updates] == list(range(updates[0].update_id, updates[0].update_id + 14))


async def test_every_answer_has_the_published_shape(wire: Wire, people: SimClient) -> None:
    check(Me, await wire.result("getMe"))
    first = await people.say(AN, "/start")
    reply = {"message_id": first.message_id}
    sent = check(Message, await wire.result("sendMessage", chat_id=AN, text="a", reply_parameters=reply))
    check(Message, await wire.result("editMessageText", chat_id=AN, message_id=sent.message_id, text="b"))
    data = {"chat_id": str(AN), "photo": BytesIO(blank_png())}
    url = f"{wire.simulator.base_url}/bot{wire.simulator.token}/sendPhoto"
    async with wire.session.post(url, data=data) as answer:
        photo = check(Message, (await answer.json())["result"])
    check(TelegramFile, await wire.result("getFile", file_id=photo.photo[-1].file_id))
