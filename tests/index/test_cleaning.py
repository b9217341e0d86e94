import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.cleaning import clean

BODY = "The ferry Oriel left Port Sarn at dawn on Monday with forty people on board."
MORE = "It reached Vell island two hours late, the harbour office said."


def body_with(line: str) -> str:
    return f"{BODY}\n\n{line}\n\n{MORE}"


@pytest.mark.parametrize(
    "line",
    [
        "Post a Comment",
        "Leave a Reply",
        "No comments:",
        "Comments are closed.",
        "12 Comments",
        "Add your comment",
        "Be the first to comment",
        "Share on Facebook",
        "Facebook Twitter WhatsApp Email",
        "Share this article",
        "Share",
        "Print this page",
        "Advertisement",
        "Related",
        "Read the full article here",
        "Continue reading",
        "See also  Island council to vote on new pier next week",
        "RELATED: Island Council Approves New Pier",
        "Read more: Why the pier matters",
        "You may also like",
        "Don't miss our guide to the islands",
        "Tags: ferry, sea",
        "Sign up for our newsletter",
        "Subscribe to our newsletter and never miss a story!",
        "Follow us on Instagram",
        "Your email address will not be published. Required fields are marked *",
        "Please log in to leave a comment",
        "https://img.example.org/system/photos/12/original/open-uri2023?169",
        "ferry_2.jpg",
        "* * *",
        "Tweet",
        "Click here to read more",
        "Enable JavaScript to view comments",
        "Story continues below advertisement",
    ],
)
def test_page_furniture_goes(line: str) -> None:
    assert clean(body_with(line)).text == f"{BODY}\n\n{MORE}"


@pytest.mark.parametrize(
    "line",
    [
        "See also rose on the exchange after the company changed its name.",
        "Related parties said that the loans were repaid.",
        "Comments by the minister angered the islanders.",
        "The comments were closed to questions after ten minutes.",
        "Post offices on the islands will close on Friday.",
        "Share prices fell by 4 percent.",
        "“Leave a reply and I will read it,” the captain told her.",
        "Read the letter again, the judge told him, and he did.",
        "Follow the money and you will find the harbour board, prosecutors say.",
        "Subscribers to the island newsletter fell to 300 last year.",
        "Facebook said on Tuesday that it had removed the page.",
        "Advertisement spending rose by a third, the agency reported.",
        "The views expressed by the minister do not reflect the policy of the board, officials said.",
        "More from the fund was not needed, the council decided.",
        "Watch officers saw the light at 3 a.m.",
        "The website was down for two days.",
        "Cookies baked on the island sold out within an hour.",
        "To get started, he built a small press and printed a page for this town.",
        "What happens next",
        "The rescue",
        "© The year 2013 was a good one for the harbour, and it showed in what the board wrote about it "
        "in the reports of that time.",
        "A Long Night on the Water for Forty Passengers",
        "- Mira Tal, Head of Harbour Board",
        "Sarn Rovers 3, Vell United 2",
        "WHAT YOU NEED FOR THE CROSSING TODAY",
    ],
)
def test_sentences_headings_and_lists_of_the_article_stay(line: str) -> None:
    assert clean(body_with(line)).text == body_with(line)


def test_pointers_in_brackets_leave_the_paragraph_they_stand_in() -> None:
    line = "It was late. (RELATED: Island Council Readies Plans To Rebuild The Pier)"
    assert clean(body_with(line)).text == body_with("It was late.")
    kept = "It was late (related: the tide was low) and (NOTE: see the annex) dark."
    assert clean(body_with(kept)).text == body_with(kept)


def test_headlines_of_other_articles_go_where_several_stand_together() -> None:
    teasers = (
        "Harbour War: Island Launched New Ferry Line In North\n\nPort & Town Claim They Sold 14 “Lost” Boats"
    )
    assert clean(body_with(teasers)).text == f"{BODY}\n\n{MORE}"


def test_a_long_list_of_names_is_no_list_of_headlines() -> None:
    stops = "\n".join(
        f"Harbour Stage Letter {word} Near Lighthouse Road"
        for word in ("Alder", "Birch", "Cedar", "Damson", "Elder")
    )
    assert clean(body_with(stops)).text == body_with(stops)


@pytest.mark.parametrize(
    "notice",
    [
        "The views expressed in this article do not reflect the opinion of Vell Media or its affiliates.",
        "© 2023 Sarn Gazette. All rights reserved.",
        "We use cookies to improve your experience.",
        "By signing up you agree to our terms of use.",
    ],
)
def test_notices_go_from_the_end_only(notice: str) -> None:
    assert clean(f"{BODY}\n\n{MORE}\n\n{notice}\n\nRelated").text == f"{BODY}\n\n{MORE}"
    far = "\n\n".join([notice, *(f"{BODY} Day {n}." for n in range(20))])
    assert notice in clean(far).text


def test_faults_of_the_text_stay() -> None:
    fused = "The crew launchedrockets and and fled teh island of Sarn ."
    assert clean(fused).text == fused


def test_head_of_a_news_page_is_lifted() -> None:
    head = "Ferry Lost Off Oan\n\nhttps://img.example.org/1\nVell Media Group\nPolitics\n25/10/2023 22h43\n\n"
    found = clean(head + BODY)
    assert (found.title, found.outlet, found.published_at) == (
        "Ferry Lost Off Oan",
        "Vell Media Group",
        "2023-10-25T22:43",
    )
    assert found.text == BODY


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        (
            "Ferry lost off Oan\nBy Mira Tal\nOctober 25, 2023",
            ("Ferry lost off Oan", None, "Mira Tal", "2023-10-25"),
        ),
        ("Ferry lost off Oan | Sarn Gazette", ("Ferry lost off Oan", "Sarn Gazette", None, None)),
        ("Ferry lost off Oan | Islands and coast", ("Ferry lost off Oan", None, None, None)),
        ("Sarn Gazette\nFerry lost off Oan", ("Ferry lost off Oan", "Sarn Gazette", None, None)),
        (
            "Is the ferry lost?\nBy Mira Tal and Jon Oke, Sarn Herald | 25 October 2023",
            ("Is the ferry lost?", "Sarn Herald", "Mira Tal and Jon Oke", "2023-10-25"),
        ),
        (
            "Ferry lost off Oan\nPublished: 2023-10-25 08:00",
            ("Ferry lost off Oan", None, None, "2023-10-25T08:00"),
        ),
        (
            "Ferry lost off Oan\n\nSarn Gazette, 25 October 2023",
            ("Ferry lost off Oan", "Sarn Gazette", None, "2023-10-25"),
        ),
        (
            "Ferry lost off Oan\n\nTide Lines, 25 October 2023, by Mira Tal",
            ("Ferry lost off Oan", "Tide Lines", "Mira Tal", "2023-10-25"),
        ),
        (
            "Ferry lost off Oan\n\nBy Mira Tal | Tide Lines | 25 October 2023",
            ("Ferry lost off Oan", "Tide Lines", "Mira Tal", "2023-10-25"),
        ),
        (
            "Ferry lost off Oan\n\nSarn Gazette, October 25, 2023, by Mira Tal",
            ("Ferry lost off Oan", "Sarn Gazette", "Mira Tal", "2023-10-25"),
        ),
        ("", ("", None, None, None)),
    ],
)
def test_what_the_head_tells_is_lifted(head: str, fields: tuple[str | None, ...]) -> None:
    found = clean(f"{head}\n\n{BODY}\n\n{MORE}")
    assert (found.title, found.outlet, found.author, found.published_at) == fields
    assert found.text == f"{BODY}\n\n{MORE}"


@pytest.mark.parametrize(
    "line", ["Port Sarn", "What we know so far (all times local):", "More: www.example.org/a"]
)
def test_a_label_is_no_headline(line: str) -> None:
    found = clean(f"{line}\n\n{BODY}")
    assert found.title == ""
    assert found.text.endswith(BODY)


def test_an_uncertain_date_is_left_in_the_text() -> None:
    found = clean(f"Ferry lost off Oan\n03/04/2023\n\n{BODY}")
    assert found.published_at is None
    assert found.text.startswith("03/04/2023\n")


def test_a_date_inside_the_article_is_not_its_own() -> None:
    assert clean(f"{BODY}\n\n25 October 2023\n\n{MORE}").published_at is None


def test_a_given_headline_is_kept_and_not_repeated() -> None:
    found = clean(f"Ferry lost off Oan\n\n{BODY}", title="Ferry  lost off Oan")
    assert found.title == "Ferry lost off Oan"
    assert found.text == BODY
    assert clean(BODY, title="Another").title == "Another"


def test_a_wire_dateline_tells_agency_and_day_and_stays() -> None:
    text = "PORT SARN, 25 October 2023 (Isle Wire) — The ferry Oriel sank on Tuesday with nobody on board."
    found = clean(text)
    assert (found.outlet, found.published_at, found.text) == ("Isle Wire", "2023-10-25", text)
    far = clean("PORT SARN, Valdria, Oct. 25, 2023 — The ferry Oriel sank on Tuesday with nobody on board.")
    assert (far.outlet, far.published_at) == (None, "2023-10-25")
    no_year = clean("PORT SARN, October 25 (Isle Wire) — The ferry Oriel sank on Tuesday.")
    assert (no_year.outlet, no_year.published_at) == ("Isle Wire", None)


def test_wrapped_lines_are_joined_and_others_are_not() -> None:
    words = (BODY + " " + MORE).split()
    wrapped, line = [], ""
    for word in words * 3:
        if len(line) + 1 + len(word) > 60:
            wrapped.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    text = "\n".join([*wrapped, line])
    assert clean(text).text == " ".join(words * 3)
    lines = "First the boats went out.\nThen the storm came.\nThen nobody saw them again for nine days.\nEnd."
    assert clean(lines).text == lines


@settings(deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_clean_text_has_one_form_and_keeps_it(text: str) -> None:
    once = clean(text).text
    assert once == once.strip()
    assert unicodedata.is_normalized("NFC", once)
    assert not any(c != "\n" and unicodedata.category(c) in ("Cc", "Cs") for c in once)
    assert "\n\n\n" not in once
    assert "  " not in once
    once.encode("utf-8")


def test_line_ends_spaces_and_invisible_signs_are_settled() -> None:
    assert clean(
        "Cafe\u0301 no\u00ad1\u200b\r\nopens\u00a0at\t9 a.m.\0\ud800\r\n\r\n\r\nEnd of it."
    ).text == ("Café no1\nopens at 9 a.m.\ufffd\n\nEnd of it.")


def test_huge_and_hostile_lines_take_linear_time() -> None:
    for line in ("(" * 300_000, "a" * 1_000_000, ".'" * 300_000, "views " * 200_000, "x.jpg?" * 100_000):
        assert clean(f"{line}\n{BODY}").text.endswith(BODY)
