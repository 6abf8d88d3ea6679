"""Typed settings from the environment or `.env`; read once, nonsense is refused with one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRETS = frozenset({"TELEGRAM_TOKEN", "SOVIEC_WEBHOOK_SECRET", "DATABASE_URL"})

ALLOWED = {
    "TELEGRAM_TOKEN": "mã của BotFather, dạng 123456789:AA… (chữ số, dấu hai chấm, rồi chữ, số, _ hoặc -)",
    "TELEGRAM_API_URL": "địa chỉ gốc http:// hoặc https:// của máy chủ Bot API, ví dụ https://api.telegram.org",
    "DATABASE_URL": "sqlite:///đường/dẫn/tệp.db hoặc postgresql://người_dùng:mật_khẩu@máy/tên_csdl",
    "SOVIEC_DATA_DIR": "đường dẫn một thư mục ghi được",
    "SOVIEC_SEND_RATE": "số tin mỗi giây, từ 1 đến 1000",
    "SOVIEC_WINDOW_DAYS": "số ngày nguyên từ 0 đến 62",
    "SOVIEC_CODE_HOURS": "số giờ nguyên từ 1 đến 720",
    "SOVIEC_SURE": "số thập phân từ 0.5 đến 1",
    "SOVIEC_WEB_HOST": "tên máy hoặc địa chỉ IP để lắng nghe",
    "SOVIEC_WEB_PORT": "cổng TCP từ 1 đến 65535",
    "SOVIEC_WEBHOOK_URL": "địa chỉ https:// công khai mà Telegram gọi tới (để trống: tự hỏi Telegram)",
    "SOVIEC_WEBHOOK_SECRET": "8–256 ký tự trong A-Z a-z 0-9 _ -",
    "SOVIEC_LOG_LEVEL": "DEBUG, INFO, WARNING hoặc ERROR",
}


class SettingsError(Exception):
    """A setting holds nonsense: `name` the variable, `value` what it holds (secrets hidden), `allowed` what may be."""

    def __init__(self, name: str, value: str) -> None:
        self.name = name
        self.value = "***" if name in SECRETS and value else value
        self.allowed = ALLOWED.get(name, "")
        super().__init__(f"{name}={self.value!r}: giá trị không hợp lệ; cho phép: {self.allowed}.")


def _env(name: str, default: Any, **limits: Any) -> Any:
    return Field(default=default, validation_alias=name, description=ALLOWED[name], **limits)


class Settings(BaseSettings):
    """Everything that can be set from outside; see docs for the meaning of each."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    telegram_token: SecretStr | None = _env("TELEGRAM_TOKEN", None)
    telegram_api_url: str = _env("TELEGRAM_API_URL", "https://api.telegram.org", pattern=r"^https?://[^\s/]+(/\S*)?$")
    database_url_given: str | None = _env("DATABASE_URL", None, pattern=r"^(sqlite:///\S|postgresql(\+psycopg)?://\S)")
    data_dir: Path = _env("SOVIEC_DATA_DIR", Path("var"))
    send_rate: float = _env("SOVIEC_SEND_RATE", 25.0, ge=1, le=1000, allow_inf_nan=False)
    window_days: int = _env("SOVIEC_WINDOW_DAYS", 7, ge=0, le=62)
    code_hours: int = _env("SOVIEC_CODE_HOURS", 72, ge=1, le=720)
    sure: float | None = _env("SOVIEC_SURE", None, ge=0.5, le=1)
    web_host: str = _env("SOVIEC_WEB_HOST", "127.0.0.1", pattern=r"^[\w.:\-]+$")
    web_port: int | None = _env("SOVIEC_WEB_PORT", None, ge=1, le=65535)
    webhook_url: str | None = _env("SOVIEC_WEBHOOK_URL", None, pattern=r"^https?://\S+$")
    webhook_secret: SecretStr | None = _env("SOVIEC_WEBHOOK_SECRET", None)
    log_level: str = _env("SOVIEC_LOG_LEVEL", "INFO", pattern=r"^(DEBUG|INFO|WARNING|ERROR)$")

    @field_validator("telegram_token")
    @classmethod
    def _token_shape(cls, value: SecretStr | None) -> SecretStr | None:
        head, _, tail = (value.get_secret_value() if value else "1:x").partition(":")
        if not (head.isascii() and head.isdigit() and tail and tail.replace("_", "").replace("-", "").isalnum()):
            raise ValueError("shape")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret_shape(cls, value: SecretStr | None) -> SecretStr | None:
        text = value.get_secret_value() if value else "x" * 8
        if not (8 <= len(text) <= 256 and text.isascii() and text.replace("_", "").replace("-", "").isalnum()):
            raise ValueError("shape")
        return value

    @property
    def database_url(self) -> str:
        """DATABASE_URL, or the SQLite file under the data directory."""
        return self.database_url_given or f"sqlite:///{self.data_dir / 'soviec.db'}"

    @property
    def token(self) -> str | None:
        """The bot token in the clear, or None."""
        return self.telegram_token.get_secret_value() if self.telegram_token else None


def load_settings(env_file: str | Path | None = ".env") -> Settings:
    """Read the settings; raises SettingsError with one line for the first that holds nonsense."""
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]
    except ValidationError as error:
        first = error.errors()[0]
        value = first["input"]
        if hasattr(value, "get_secret_value"):
            value = value.get_secret_value()
        raise SettingsError(str(first["loc"][0]), str(value)) from None
