from datetime import date
from pathlib import Path

import pytest

from app.settings import Settings
from app.sources import fetch_policy, make_sources, reading_limits
from index.errors import InputError, SettingsError


def test_addresses_and_paths_are_told_apart() -> None:
    sources = make_sources(
        ["news", Path("a.txt"), "HTTPS://gazette.example/a"], feeds=["https://x.example/f"]
    )
    assert sources.paths == (Path("news"), Path("a.txt"))
    assert sources.web is not None
    assert sources.web.urls == ["HTTPS://gazette.example/a"]
    assert make_sources(["news"]).web is None


def test_limit_and_first_day_reach_the_feeds() -> None:
    web = make_sources([], sitemaps=["http://x.example/s"], limit=3, since="14 March 2031", prune=True).web
    assert web is not None
    assert (web.limit, web.since, web.forget_gone) == (3, date(2031, 3, 14), True)


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ([], {}),
        (["news"], {"limit": 3}),
        (["news"], {"since": "2031-03-14"}),
        ([], {"feeds": ["gazette.example/feed"]}),
        ([], {"feeds": ["https://x.example/f"], "since": "03/04/2031"}),
    ],
)
def test_what_does_not_go_together_is_told(given: list[str], options: dict[str, object]) -> None:
    with pytest.raises(InputError):
        make_sources(given, **options)  # type: ignore[arg-type]


def test_settings_bound_fetching_and_reading() -> None:
    settings = Settings(
        fetch_mb=2, article_mb=3, bundle_mb=5, pdf_seconds=7, user_agent="Desk/1 (desk@gazette.example)"
    )
    policy, limits = fetch_policy(settings, allow_private=True), reading_limits(settings)
    assert (policy.page_bytes, policy.allow_private, policy.product) == (2 * 1024 * 1024, True, "Desk")
    assert (limits.article_bytes, limits.bundle_bytes, limits.pdf_seconds) == (
        3 * 1024 * 1024,
        5 * 1024 * 1024,
        7,
    )
    assert not fetch_policy(Settings()).allow_private
    with pytest.raises(SettingsError):
        Settings(user_agent="two\nlines")
