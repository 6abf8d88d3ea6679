"""HTML as Telegram reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.entities import EntityError, detect, parse_html, units


def read(source: str) -> tuple[str, list[tuple[str, int, int]]]:
    text, entities = parse_html(source)
    return text, [(entity["type"], entity["offset"], entity["length"]) for entity in entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>đã</b> ghi", "đã ghi", [("bold", 0, 2)]),
        ("😀 <i>nhé</i>", "😀 nhé", [("italic", 3, 3)]),
        ("<b>a<i>😀</i></b>", "a😀", [("bold", 0, 3), ("italic", 1, 2)]),
        ("<STRONG>a</>", "a", [("bold", 0, 1)]),
        ("&lt;b&gt; &amp; &quot; &#273; &#x1F600; &nbsp; &", '<b> & " đ 😀 &nbsp; &', []),
        ("  <b> a </b>\n", "a", [("bold", 0, 1)]),
        ("a<b></b>", "a", []),
        ('<a href="https://a.vn/?x=1&amp;y=2">a</a>', "a", [("text_link", 0, 1)]),
        ("<a href='không phải'>a</a>", "a", []),
        ('<a href="tg://user?id=101">An</a>', "An", [("text_mention", 0, 2)]),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "ab", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        (
            "<u>a</u><s>b</s><del>c</del>",
            "abc",
            [("underline", 0, 1), ("strikethrough", 1, 1), ("strikethrough", 2, 1)],
        ),
    ],
)
def test_text_and_entities(source: str, text: str, entities: list) -> None:
    assert read(source) == (text, entities)


def test_code_with_a_language() -> None:
    _, entities = parse_html('<pre><code class="language-python">a</code></pre>')
    assert entities == [{"offset": 0, "length": 1, "type": "pre", "language": "python"}]
    assert parse_html('<code class="language-python">a</code>')[1] == [{"offset": 0, "length": 1, "type": "code"}]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("đ<div>", 'Unsupported start tag "div" at byte offset 2'),
        ("3 < 5", 'Unsupported start tag "" at byte offset 2'),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href>a</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ("<a href=a/b>a</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
    ],
)
def test_bad_html_is_refused(source: str, says: str) -> None:
    with pytest.raises(EntityError) as refused:
        parse_html(source)
    assert str(refused.value) == says


def test_what_telegram_finds_by_itself() -> None:
    text = "😀 /sua@soviec_bot gửi @an_nguyen và @Kiên, xem https://a.vn/x. #viec 3/4"
    found = [(entity["type"], entity["offset"], entity["length"]) for entity in detect(text, [])]
    assert found == [("bot_command", 3, 15), ("mention", 23, 10), ("url", 48, 14), ("hashtag", 64, 5)]


@given(st.text(alphabet="<>/ab &;\"'=😀đ", max_size=40))
def test_any_source_is_read_or_refused(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except EntityError:
        return
    assert all(one["offset"] >= 0 and one["offset"] + one["length"] <= units(text) for one in entities)
