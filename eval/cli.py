"""`groundwire eval …`, which the front door mounts."""

import typer

from app.cli.on_servers import on_servers
from eval.commands import calibrate, check, compare, feedback, gate, new, report, run, score, selftest


def build_eval_app() -> typer.Typer:
    """Return the commands of the evaluation."""
    app = typer.Typer(
        help="Score answers against gold cases, compare runs, and test the scores themselves.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    for command in (
        on_servers(run.run),
        on_servers(score.score),
        compare.compare,
        gate.gate,
        report.report,
        selftest.selftest,
        on_servers(check.check),
        on_servers(new.new),
        feedback.feedback,
        calibrate.calibrate,
    ):
        app.command()(command)
    return app
