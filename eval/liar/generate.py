"""All the liar's claims from a set of articles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random

from app.evidence import EvidenceSentence
from eval.liar import lies_of_figures, lies_of_people, lies_of_sense, truths
from eval.liar.claims import LiarClaim, Source

Maker = Callable[[Random, EvidenceSentence, Source], str | LiarClaim | None]

LIES: Mapping[str, Maker] = {
    "invented label": lies_of_sense.invented_label,
    "wrong sentence": lies_of_sense.wrong_sentence,
    "figure changed": lies_of_figures.figure_changed,
    "wrong thing counted": lies_of_figures.wrong_thing_counted,
    "qualifier dropped": lies_of_figures.qualifier_dropped,
    "date shifted": lies_of_figures.date_shifted,
    "name swapped": lies_of_people.name_swapped,
    "roles swapped": lies_of_people.roles_swapped,
    "negation changed": lies_of_sense.negation_changed,
    "mood changed": lies_of_sense.mood_changed,
    "quotation altered": lies_of_people.quotation_altered,
    "quotation to another": lies_of_people.quotation_to_another,
    "attribution dropped": lies_of_people.attribution_dropped,
    "false because": lies_of_sense.false_because,
    "padded": lies_of_sense.padded,
    "instruction obeyed": lies_of_sense.instruction_obeyed,
}
TRUTHS: Mapping[str, Maker] = {
    "verbatim": truths.verbatim,
    "synonyms": truths.synonyms,
    "adverbial moved": truths.adverbial_moved,
    "passive": truths.passive,
    "merged": truths.merged,
    "number words": truths.number_words,
    "shortened name": truths.shortened_name,
    "speaker first": truths.speaker_first,
    "clause cut": truths.clause_cut,
    "told two ways": truths.told_twice,
}


def generate(sources: Sequence[Source], *, per_class: int = 150, seed: int = 0) -> list[LiarClaim]:
    """Return up to `per_class` claims of each class, from sentences taken in an order that `seed` fixes.

    Every other lie is told of a sentence that has first been said in another way.

    Args:
        sources: articles to lie about.
        per_class: most claims of one class; a class has fewer where the articles do not lend themselves.
        seed: of all choices.
    """
    claims = []
    for faithful, makers in ((False, LIES), (True, TRUTHS)):
        for kind, maker in makers.items():
            rng = Random(f"{seed} {kind}")
            spots = [(sentence, source) for source in sources for sentence in source.sentences]
            rng.shuffle(spots)
            made = 0
            for sentence, source in spots:
                if made == per_class:
                    break
                told = truths.reworded(rng, sentence, source) if not faithful and made % 2 else sentence
                result = maker(rng, told, source)
                if isinstance(result, str) and result == told.text and not faithful:
                    continue
                if result is None or (isinstance(result, str) and not faithful and result == sentence.text):
                    continue
                if isinstance(result, str):
                    result = LiarClaim(kind=kind, faithful=faithful, text=result, cited=(sentence,))
                elif told is not sentence:
                    cited = tuple(sentence if s is told else s for s in result.cited)
                    result = replace(result, cited=cited)
                claims.append(result)
                made += 1
    return claims
