"""An answer comes back from its JSON as it was."""

from app.answer import Answer, Citation, Claim, Figure, Searched, Status, Verdict, VerdictLabel
from app.answer_from_contract import read_answer
from app.contract import to_model
from index.article import ArticleInfo, Passage, Span
from index.hit import Hit

INFO = ArticleInfo(article_id="a", version="v", title="T", outlet="O", url="https://o.example/a")


def test_nothing_is_lost() -> None:
    passage = Passage(
        passage_id="a@v#0", article_id="a", version="v", ordinal=0, start=2, end=5, text="abc", sentences=()
    )
    answer = Answer(
        question="How many?",
        standalone_question="How many boats?",
        status=Status.PARTIAL,
        claims=(
            Claim(text="Two.", verdict=Verdict(VerdictLabel.UNDECIDED, ("r",)), citations=(1,), lead="O:"),
        ),
        citations=(
            Citation(
                n=1,
                article=INFO,
                span=Span(3, 7),
                quote="Two.",
                answer_spans=(Span(0, 3),),
                copies=(ArticleInfo(article_id="b", version="", title="B"),),
                story="a",
            ),
        ),
        withheld=(Claim(text="Three.", verdict=Verdict(VerdictLabel.CONTRADICTED, ("no",))),),
        figures=(Figure(value="2", citation=1, outlet="O", published_at=None),),
        notes=("a note",),
        searched=Searched(
            articles=3,
            passages=4,
            filters={"outlets": ["O"]},
            nearest=(Hit(passage=passage, article=INFO, score=0.5),),
        ),
        answerer="extractive",
        usage={"requests": 1},
        timings={"search": 0.1},
    )
    assert read_answer(to_model(answer).model_dump_json()) == answer
