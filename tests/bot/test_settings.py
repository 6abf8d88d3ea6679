"""Nonsense in a setting is refused with one line that names the variable, the value and what may stand there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import ALLOWED, Settings, SettingsError, load_settings

NONSENSE = [
    ("TELEGRAM_API_URL", "ftp://x"),
    ("TELEGRAM_API_URL", "localhost"),
    ("SOVIEC_SEND_RATE", "abc"),
    ("SOVIEC_SEND_RATE", "0"),
    ("SOVIEC_SEND_RATE", "nan"),
    ("SOVIEC_WINDOW_DAYS", "-1"),
    ("SOVIEC_WINDOW_DAYS", "1.5"),
    ("SOVIEC_CODE_HOURS", "0"),
    ("SOVIEC_SURE", "2"),
    ("SOVIEC_WEB_PORT", "70000"),
    ("SOVIEC_WEBHOOK_URL", "x"),
    ("SOVIEC_LOG_LEVEL", "LOUD"),
]


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ALLOWED:
        monkeypatch.delenv(name, raising=False)


def test_without_anything_the_defaults_hold() -> None:
    settings = load_settings(None)
    assert settings.token is None
    assert settings.database_url == "sqlite:///var/soviec.db"
    assert settings.send_rate == 25


def test_the_database_follows_the_data_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOVIEC_DATA_DIR", str(tmp_path))
    assert load_settings(None).database_url == f"sqlite:///{tmp_path}/soviec.db"


def test_env_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("SOVIEC_SEND_RATE=5\nSOVIEC_WINDOW_DAYS=3\nTELEGRAM_TOKEN=\n", encoding="utf-8")
    monkeypatch.setenv("SOVIEC_WINDOW_DAYS", "9")
    settings = load_settings(file)
    assert (settings.send_rate, settings.window_days, settings.token) == (5, 9, None)


@pytest.mark.parametrize(("name", "value"), NONSENSE)
def test_nonsense_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings(None)
    line = str(caught.value)
    assert "\n" not in line
    assert line.startswith(f"{name}={value!r}")
    assert ALLOWED[name] in line


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_TOKEN", "my secret token"),
        ("TELEGRAM_TOKEN", "abc:def"),
        ("SOVIEC_WEBHOOK_SECRET", "short"),
        ("DATABASE_URL", "mysql://user:password@host/db"),
    ],
)
def test_a_secret_is_never_repeated(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings(None)
    assert value not in str(caught.value)
    assert caught.value.name == name


def test_every_setting_says_what_is_allowed() -> None:
    assert {str(field.validation_alias) for field in Settings.model_fields.values()} == set(ALLOWED)


def test_a_token_does_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "123:ABC-def_1")
    settings = load_settings(None)
    assert settings.token == "123:ABC-def_1"
    assert "ABC-def_1" not in repr(settings)
