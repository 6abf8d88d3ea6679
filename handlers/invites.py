"""Invitations on paper: one A4 page of slips to cut, each with name, QR and three lines of how-to."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import segno
from markupsafe import Markup

from handlers.texts import invites as texts
from services.invites import Invitation, deep_link, spoken
from services.when import local

PER_PAGE = 8

STYLE = Markup("""
@page { size: A4 portrait; margin: 8mm; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #111; font: 9.5pt/1.35 "Noto Sans", "Segoe UI", Roboto, Arial, sans-serif; }
.hint { padding: 3mm; background: #fff4d6; text-align: center; }
.page { width: 194mm; height: 280mm; margin: 0 auto; display: grid; grid-template-columns: 97mm 97mm;
        grid-template-rows: repeat(4, 70mm); break-after: page; }
.page:last-child { break-after: auto; }
.slip { padding: 5mm; display: grid; grid-template-columns: 1fr 28mm; grid-template-rows: 1fr auto auto;
        column-gap: 4mm; row-gap: 1.5mm; overflow: hidden; outline: 0.25mm dashed #888; break-inside: avoid; }
.small { color: #555; font-size: 8pt; line-height: 1.3; }
h2 { margin: 1.5mm 0 0.5mm; font-size: 12.5pt; line-height: 1.2; overflow-wrap: anywhere; }
.unit { margin-bottom: 1.5mm; font-size: 9pt; line-height: 1.3; overflow-wrap: anywhere; }
.code { font: bold 12pt/1.3 "DejaVu Sans Mono", "Noto Sans Mono", Consolas, monospace; white-space: nowrap; }
.qr svg { width: 28mm; height: 28mm; display: block; }
ol { grid-column: 1 / span 2; margin: 0; padding-left: 4.5mm; font-size: 9pt; line-height: 1.3; }
li { overflow-wrap: anywhere; }
.valid { grid-column: 1 / span 2; }
@media print { .hint { display: none; } }
""")

PAGE = Markup("""<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>{title}</title><style>{style}</style></head>
<body><p class="hint">{hint}</p>{pages}</body></html>
""")
SLIP = Markup("""<article class="slip">
<div><div class="small">{head}<br>{agency}</div><h2>{name}</h2><div class="unit">{unit} · {staff_code}</div>
<div class="small">{label}</div><div class="code">{code}</div></div>
<div class="qr">{qr}</div>
<ol>{steps}</ol><div class="small valid">{valid}</div></article>
""")


def invite_sheet(invitations: Sequence[Invitation], bot_username: str, agency: str) -> str:
    """A printable HTML page with one slip per invitation, eight to an A4 page; every name is shown literally."""
    bot = bot_username.lstrip("@")
    slips = [_slip(invitation, bot, agency) for invitation in invitations]
    pages = [slips[start : start + PER_PAGE] for start in range(0, len(slips), PER_PAGE)]
    return str(
        PAGE.format(
            title=texts.TITLE,
            style=STYLE,
            hint=texts.PRINT_HINT,
            pages=Markup("").join(
                Markup('<section class="page">{}</section>').format(Markup("").join(p)) for p in pages
            ),
        )
    )


def _slip(invitation: Invitation, bot: str, agency: str) -> Markup:
    code, until = spoken(invitation.code), local(invitation.expires_at)
    steps = (Markup(step).format(bot=bot, code=code) for step in texts.STEPS)
    return SLIP.format(
        head=texts.SLIP_HEAD,
        agency=agency,
        name=invitation.name,
        unit=invitation.unit,
        staff_code=invitation.staff_code,
        qr=qr_svg(deep_link(bot, invitation.code)),
        label=texts.CODE_LABEL,
        code=code,
        steps=Markup("").join(Markup("<li>{}</li>").format(step) for step in steps),
        valid=texts.VALID.format(time=f"{until:%H:%M}", day=f"{until:%d/%m/%Y}"),
    )


def qr_svg(link: str) -> Markup:
    """A link as an inline SVG that scales; 15 % of it may be soiled."""
    out = BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=2)
    return Markup(out.getvalue().decode())
