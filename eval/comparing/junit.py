"""A gate's result for build servers: JUnit XML, and a Markdown summary."""

from xml.etree import ElementTree

from eval.comparing.compare import Comparison
from eval.comparing.gate import GateResult, Outcome


def junit_xml(result: GateResult, comparison: Comparison) -> str:
    """Return JUnit XML: one test case a gated score; a regression fails, too few scored is an error."""
    failed = sum(c.outcome is Outcome.REGRESSION for c in result.checks)
    errors = sum(c.outcome is Outcome.TOO_FEW for c in result.checks)
    suite = ElementTree.Element(
        "testsuite",
        name="groundwire eval gate",
        tests=str(len(result.checks)),
        failures=str(failed),
        errors=str(errors),
    )
    for check in result.checks:
        case = ElementTree.SubElement(suite, "testcase", classname="eval.gate", name=check.name)
        if check.outcome is Outcome.REGRESSION:
            ElementTree.SubElement(case, "failure", message=_clean(check.why))
        elif check.outcome is Outcome.TOO_FEW:
            ElementTree.SubElement(case, "error", message=_clean(check.why))
        else:
            ElementTree.SubElement(case, "system-out").text = _clean(check.why)
    changed = "\n".join(
        f"{c.case_id}: " + ", ".join(f"{n} {_number(a)} → {_number(b)}" for n, a, b in c.scores)
        for c in comparison.changed
    )
    ElementTree.SubElement(suite, "system-out").text = _clean(changed)
    ElementTree.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suite, encoding="unicode") + "\n"


def markdown(result: GateResult, comparison: Comparison) -> str:
    """Return a summary in Markdown, for a pull request."""
    said = {Outcome.PASS: "pass", Outcome.REGRESSION: "**regression**", Outcome.TOO_FEW: "**too few scored**"}
    lines = [
        f"### Eval gate: {said[result.outcome].strip('*')}",
        "",
        f"{_cell(comparison.run_b)} against {_cell(comparison.run_a)}, {comparison.cases} questions.",
        "",
        "| score | outcome | why |",
        "| --- | --- | --- |",
    ]
    lines += [f"| {_cell(c.name)} | {said[c.outcome]} | {_cell(c.why)} |" for c in result.checks]
    if comparison.changed:
        lines += ["", f"<details><summary>{len(comparison.changed)} questions changed</summary>", ""]
        for change in comparison.changed:
            told = ", ".join(f"{n} {_number(a)} → {_number(b)}" for n, a, b in change.scores)
            lines.append(f"- `{change.case_id}`: {told}")
        lines += ["", "</details>"]
    return "\n".join(lines) + "\n"


def _number(value: float | None) -> str:
    return "not scored" if value is None else f"{value:.3g}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _clean(text: str) -> str:
    """Drop what XML 1.0 cannot hold."""
    return "".join(
        c for c in text if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff" and c < "\ufffe")
    )
