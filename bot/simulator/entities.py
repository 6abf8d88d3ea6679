"""Text as Telegram keeps it: HTML parse mode to plain text and entities, and what Telegram detects by itself.

Offsets and lengths of entities are UTF-16 code units; "byte offset" in a refusal counts UTF-8 bytes. The rules follow
what is publicly known of Telegram's own parser: case-insensitive tags, `</>` closes anything, `&lt; &gt; &amp; &quot;`
and numeric references are the only ones, an unknown reference stays as it is, and an empty entity is dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

Entity = dict[str, Any]

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
TAGS = {*STYLES, "a", "tg-emoji"}
REFERENCES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPACE = " \t\r\n\0\v\f"
WHITE = " \n\t\r"

_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([A-Za-z]+));?")
_NAME = re.compile(r"[^\s=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_FOUND = (
    ("bot_command", re.compile(r"(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z0-9_]{4,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,255}")),
    ("url", re.compile(r"\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?)\]]")),
)
_LINK = re.compile(r"(?:https?://|tg://|ftp://|mailto:)\S+|[\w-]+(?:\.[\w-]+)+\S*", re.IGNORECASE)
_USER_LINK = re.compile(r"tg://user\?id=(\d+)$")


class EntityError(ValueError):
    """HTML that Telegram refuses; the text is what follows "can't parse entities: "."""


def units(text: str) -> int:
    """Count UTF-16 code units."""
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Give text and entities of `source`, trimmed as Telegram trims; raises EntityError."""
    return trim(*_Parser(source).run())


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Cut white space from both ends and fit the entities into what is left."""
    body = text.strip(WHITE)
    shift, size = units(text[: len(text) - len(text.lstrip(WHITE))]), units(body)
    fitted = []
    for entity in entities:
        start = max(0, entity["offset"] - shift)
        end = min(size, entity["offset"] + entity["length"] - shift)
        if end > start:
            fitted.append({**entity, "offset": start, "length": end - start})
    return body, fitted


def detect(text: str, entities: list[Entity]) -> list[Entity]:
    """Add the commands, mentions, hashtags and links that Telegram finds by itself, in reading order."""
    taken = [entity for entity in entities if entity["type"] in ("code", "pre", "text_link", "text_mention")]
    found = list(entities)
    for kind, pattern in _FOUND:
        for hit in pattern.finditer(text):
            entity = {"offset": units(text[: hit.start()]), "length": units(hit.group()), "type": kind}
            if not any(_overlap(entity, other) for other in taken):
                found.append(entity)
                taken.append(entity)
    return sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))


def _overlap(one: Entity, other: Entity) -> bool:
    ends = one["offset"] + one["length"], other["offset"] + other["length"]
    return bool(one["offset"] < ends[1] and other["offset"] < ends[0])


@dataclass
class _Open:
    """A start tag that waits for its end."""

    tag: str
    argument: str
    offset: int
    begin: int


@dataclass
class _Parser:
    source: str
    at: int = 0
    offset: int = 0
    out: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def run(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            if self.source[self.at] == "<":
                self._tag()
            else:
                self._emit(*_character(self.source, self.at))
        if self.open:
            raise EntityError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.out), [_settled(entity) for entity in self.entities]

    def _emit(self, text: str, after: int) -> None:
        self.out.append(text)
        self.offset += units(text)
        self.at = after

    def _peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def _skip_space(self) -> None:
        while self._peek() and self._peek() in SPACE:
            self.at += 1

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self._peek() == "/":
            self._end(begin)
        else:
            self._start(begin)

    def _word(self) -> str:
        first = self.at
        while self._peek() and self._peek() not in SPACE + ">":
            self.at += 1
        return self.source[first : self.at]

    def _start(self, begin: int) -> None:
        tag = self._word().lower()
        where = f"at byte offset {self._bytes(begin)}"
        if not self._peek():
            raise EntityError(f"Unclosed start tag {where}")
        if tag not in TAGS:
            raise EntityError(f'Unsupported start tag "{tag}" {where}')
        argument = self._attributes(tag, where)
        if tag == "span" and argument != "spoiler":
            raise EntityError(f'Tag "span" must have class "tg-spoiler" {where}')
        if tag == "tg-emoji" and not argument.isdigit():
            raise EntityError("Invalid custom emoji identifier specified")
        self.at += 1
        self.open.append(_Open(tag, argument, self.offset, len(self.out)))

    def _attributes(self, tag: str, where: str) -> str:
        argument = ""
        self._skip_space()
        while self._peek() != ">":
            name = self._attribute_name(tag, where)
            if name == "expandable" and tag == "blockquote" and self._peek() != "=":
                argument = "1"
            else:
                argument = _argument(tag, name, self._attribute_value(tag, where)) or argument
            self._skip_space()
            if not self._peek():
                raise EntityError(f'Unclosed start tag "{tag}" {where}')
        return argument

    def _attribute_name(self, tag: str, where: str) -> str:
        found = _NAME.match(self.source, self.at)
        name = found.group() if found else ""
        if not name:
            raise EntityError(f'Empty attribute name in the tag "{tag}" {where}')
        self.at += len(name)
        self._skip_space()
        return name

    def _attribute_value(self, tag: str, where: str) -> str:
        if self._peek() != "=":
            raise EntityError(f'Expected equal sign in declaration of an attribute of the tag "{tag}" {where}')
        self.at += 1
        self._skip_space()
        return self._quoted() if self._peek() in ("'", '"') else self._bare()

    def _bare(self) -> str:
        found = _TOKEN.match(self.source, self.at)
        token, first = (found.group() if found else ""), self.at
        self.at += len(token)
        if self._peek() and self._peek() not in SPACE + ">":
            raise EntityError(f"Unexpected end of name token at byte offset {self._bytes(first)}")
        return token.lower()

    def _quoted(self) -> str:
        quote, value = self._peek(), ""
        self.at += 1
        while self._peek() and self._peek() != quote:
            text, self.at = _character(self.source, self.at)
            value += text
        self.at += 1
        return value

    def _end(self, begin: int) -> None:
        where = f"at byte offset {self._bytes(begin)}"
        if not self.open:
            raise EntityError(f"Unexpected end tag {where}")
        self.at += 1
        name = self._word()
        self._skip_space()
        if self._peek() != ">":
            raise EntityError(f"Unclosed end tag {where}")
        opened = self.open.pop()
        if name and name.lower() != opened.tag:
            raise EntityError(f'Unmatched end tag {where}, expected "</{opened.tag}>", found "</{name}>"')
        self.at += 1
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = self.offset - opened.offset
        if length <= 0:
            return
        entity = _entity(opened, "".join(self.out[opened.begin :]))
        if entity is None:
            return
        entity = {"offset": opened.offset, "length": length, **entity}
        inner = self.entities[-1] if self.entities else {}
        if opened.tag == "pre" and inner.get("language") and _same_place(inner, entity):
            self.entities[-1] = {**entity, "language": inner["language"]}
        else:
            self.entities.append(entity)

    def _bytes(self, at: int) -> int:
        return len(self.source[:at].encode())


def _settled(entity: Entity) -> Entity:
    return {key: value for key, value in entity.items() if key != "language" or entity["type"] == "pre"}


def _same_place(one: Entity, other: Entity) -> bool:
    return bool(one["offset"] == other["offset"] and one["length"] == other["length"])


def _argument(tag: str, name: str, value: str) -> str:
    if tag == "a" and name == "href":
        return value
    if tag == "code" and name == "class" and value.startswith("language-"):
        return value.removeprefix("language-")
    if tag == "span" and name == "class" and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return value if tag == "tg-emoji" and name == "emoji-id" else ""


def _entity(opened: _Open, inside: str) -> Entity | None:
    if opened.tag == "a":
        return _link(opened.argument or inside)
    if opened.tag == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": opened.argument}
    if opened.tag == "blockquote" and opened.argument:
        return {"type": "expandable_blockquote"}
    if opened.tag == "code" and opened.argument:
        return {"type": "code", "language": opened.argument}
    return {"type": STYLES[opened.tag]}


def _link(target: str) -> Entity | None:
    user = _USER_LINK.match(target)
    if user:
        return {"type": "text_mention", "user_id": int(user.group(1))}
    return {"type": "text_link", "url": target} if _LINK.fullmatch(target) else None


def _character(source: str, at: int) -> tuple[str, int]:
    if source[at] == "&":
        found = _REFERENCE.match(source, at)
        text = _reference(found) if found else ""
        if found and text:
            return text, found.end()
    return source[at], at + 1


def _reference(found: re.Match[str]) -> str:
    hexadecimal, decimal, name = found.groups()
    if name:
        return REFERENCES.get(name, "")
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else ""
