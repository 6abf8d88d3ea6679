"""Example messages that fit a post: what "for instance" says to this person."""

from __future__ import annotations

DEFAULT = ("soạn 2 công văn đôn đốc, 90 phút", "họp giao ban 8h-9h30", "xử lý 15 văn bản đến")
BY_POST: dict[str, tuple[str, str, str]] = {
    "ho-tich": ("khai sinh 3, kết hôn 1", "chứng thực 35 bản sao", "trích lục 4 bản"),
    "mot-cua": ("tiếp nhận 20 hồ sơ, trả 12 kết quả", "hướng dẫn 4 người nộp trực tuyến", "số hoá 15 hồ sơ"),
    "dia-chinh": ("xác minh 2 hồ sơ đất", "đo đạc thửa đất 1 buổi", "họp giải phóng mặt bằng 2 tiếng"),
    "lanh-dao": ("chủ trì giao ban 7h30-9h", "ký 30 văn bản", "kiểm tra hiện trường 2 tiếng"),
    "truong-phong": ("rà soát 5 dự thảo văn bản", "họp giao ban 1 tiếng", "phân công 12 văn bản đến"),
    "van-thu": ("phát hành 19 văn bản, chuyển 40 văn bản đến", "lập 3 hồ sơ lưu trữ", "soạn 2 giấy mời"),
}


def of_post(post: str) -> tuple[str, str, str]:
    """Three short messages that somebody with this post could really send."""
    return BY_POST.get(post, DEFAULT)
