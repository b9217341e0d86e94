"""A little invented news, some of it hostile, for tests that need a real archive."""

import json
from pathlib import Path

HOSTILE_TITLE = '<img src=x onerror="window.hacked=1"> Harbour master resigns'
HOSTILE_SENTENCE = (
    "The harbour master of Skua Rock, Odile Fenwick, resigned over <script>window.hacked=2</script> "
    '${window.hacked=3} {{constructor}} <a href="javascript:window.hacked=4">a ledger</a>.'
)

ARTICLES = [
    {
        "id": "census",
        "title": "Skua Rock counts its people",
        "outlet": "Gannet Gazette",
        "published_at": "2031-02-03",
        "url": "https://gazette.example/census",
        "text": "Some 1,480 people live on Skua Rock, the island council said on Monday.\n\n"
        "The school has 96 pupils. The last census, ten years ago, counted 1,610 islanders.",
    },
    {
        "id": "storm-early",
        "title": "Storm damages boats at Skua Rock",
        "outlet": "Gannet Gazette",
        "published_at": "2031-03-01",
        "text": "At least 12 boats were damaged in the storm at Skua Rock, the coastguard said on Saturday.\n\n"
        "No one was hurt. The ferry was cancelled until Monday.",
    },
    {
        "id": "storm-late",
        "title": "Storm damage at Skua Rock worse than thought",
        "outlet": "Petrel Post",
        "published_at": "2031-03-05",
        "text": "The storm at Skua Rock damaged 31 boats, the coastguard said on Wednesday after a survey.\n\n"
        "Repairs will take until summer, said boatbuilder Jory Pascoe.",
    },
    {
        "id": "resigns",
        "title": HOSTILE_TITLE,
        "outlet": "Petrel <b>Post</b>",
        "published_at": "2031-04-09",
        "text": f"{HOSTILE_SENTENCE}\n\nThe council has not named a successor.",
    },
]


def write_news(folder: Path) -> Path:
    """Write the articles into `folder` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(article) for article in ARTICLES)
    (folder / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder
