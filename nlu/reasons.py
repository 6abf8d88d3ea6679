"""Why a candidate scores as it does: every feature in words for the person who asks."""

from __future__ import annotations

from nlu.features import NAMES, Entry, Setting, weights
from nlu.matching import signs
from nlu.model import Evidence

LABELS: dict[str, str] = {
    "words": "từ giống", "pairs": "cụm từ giống", "concept": "cách nói quen", "alias": "tên gọi tắt",
    "name": "khớp tên đầu việc", "cover": "giải thích được câu", "accent": "dấu khác nhau",
    "document_same": "đúng loại văn bản", "document_other": "khác loại văn bản",
    "document_missing": "câu không nêu văn bản", "document_extra": "câu nêu văn bản khác",
    "action_same": "đúng thao tác", "action_other": "khác thao tác", "unit_same": "đúng đơn vị tính",
    "unit_other": "khác đơn vị tính", "period_same": "đúng kỳ", "period_other": "khác kỳ",
    "scope_same": "đúng phạm vi", "scope_other": "khác phạm vi",
    "grade_same": "đúng mức độ", "grade_other": "khác mức độ",
    "post_own": "đúng vị trí việc làm", "post_other": "việc của vị trí khác",
    "post_field": "gần lĩnh vực của vị trí", "leader": "việc của lãnh đạo", "shared": "danh mục dùng chung",
    "document_head": "câu mở đầu bằng loại văn bản",
    "fallback": "đầu việc dự phòng", "minutes": "thời gian so với chuẩn",
    "stand_in": "danh mục không có việc này, dùng mức chung",
    "bare": "mức chung cho việc không có tên trong danh mục",
    "level_unit": "đúng đơn vị tính của mức",
    "barred": "tên đầu việc loại trừ",
    "effort": "việc như vậy thường mất",
    "akin": "cách nói thường gặp của loại việc này",
    "meeting": "câu mở đầu bằng họp, học, trực, ký…",
}  # fmt: skip


def evidence(entry: Entry, setting: Setting, found: dict[str, float]) -> tuple[Evidence, ...]:
    """The features with their weights and words, in fixed order; their sum is the score."""
    by = weights(levels=setting.levels)
    return tuple(
        Evidence(name, found[name] * by[name], detail(name, entry, setting)) for name in NAMES if found.get(name)
    )


def detail(name: str, entry: Entry, setting: Setting) -> str:
    """Why a feature counts, in Vietnamese."""
    query = setting.query
    if name == "words":
        shown = [entry.written.get(t.folded, t.written) for t in query.singles if t.folded in entry.terms]
        return f"{LABELS[name]}: {', '.join(shown[:8])}"
    if name == "concept":
        shown = [f"“{s.phrase}” → {setting.concept_name(s.group)}" for s in query.said if s.group in entry.concepts]
        return f"{LABELS[name]}: {'; '.join(shown[:4])}"
    if name == "document_same":
        return f"{LABELS[name]}: {signs('documents').names[setting.query.documents[0]]}"
    if name == "effort" and setting.effort is not None:
        return f"{LABELS[name]}: khoảng {_length(2**setting.effort)}"
    if name in ("unit_same", "unit_other"):
        return f"{LABELS[name]}: {entry.item.unit}"
    return LABELS[name]


def _length(minutes: float) -> str:
    """A length of time as people say it, no nearer than it is known."""
    if minutes < 90:
        return f"{max(5, 5 * round(minutes / 5))} phút"
    return f"{round(minutes / 60)} giờ"
