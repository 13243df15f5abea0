"""`talks ...`: one thin command per thing a person does. Imports stand in the commands, so that a search starts at once.

Errors that a person can put right are one line on stderr and an exit code that is not zero; see `pipeline.errors`.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from pipeline.errors import ConfigError, TalkCorpusError, one_line, system_error
from pipeline.paths import CHECKOUT, DataPaths

if TYPE_CHECKING:
    from pipeline.config import Settings
    from pipeline.search.hits import Hit
    from pipeline.search.search import Searcher

DEMO = CHECKOUT / "data" / "demo"


class OneLineErrors(click.Group):
    """A group whose commands tell a TalkCorpusError, and what the system refuses, as one line."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # `talks ... | head`: click ends quietly
        except (TalkCorpusError, OSError) as error:
            told = error if isinstance(error, TalkCorpusError) else system_error(error)
            click.echo(f"talks: {told}", err=True)
            ctx.exit(told.exit_code)


data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for everything that is made (default: TALKS_DATA, else data/).",
)
config_option = click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The settings (default: corpus.toml of the data folder).",
)


def hits_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How hits are shown."""
    command = click.option("--explain", is_flag=True, help="Say of every hit why it stands where it does.")(command)
    return click.option("--json", "as_json", is_flag=True, help="One JSON array of hits.")(command)


@click.group(cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="talk-corpus")
def main() -> None:
    """Talks of tech meetups, read from event reports and the slides they link, in one searchable file."""


@main.command()
@config_option
@data_option
@click.option("--quiet", is_flag=True, help="Tell only what went wrong in the end.")
@click.option(
    "--accept-fewer",
    metavar="SITE",
    multiple=True,
    help="This site may give fewer talks and texts than in the last runs: do not hold the corpus back for it.",
)
def run(config: Path | None, data: Path | None, quiet: bool, accept_fewer: Sequence[str]) -> None:
    """Run the whole job: fetch, read, build, publish."""
    paths = _data(data)
    settings = _settings(config, paths)
    if not settings.source:
        where = str(config or paths.config)
        raise ConfigError(one_line(where, "there must be a source to read", [], "add a [[source]], or try: talks demo"))
    _run(paths, settings, quiet, accept_fewer)


@main.command()
@data_option
def demo(data: Path | None) -> None:
    """Run the job on the recorded web of data/demo, and search the result."""
    paths = _data(data or DEMO / "made")
    _needs_checkout(DEMO / "corpus.toml", "talks demo")
    from pipeline.config import load_settings

    _run(paths, load_settings(DEMO / "corpus.toml"), quiet=False)
    question = "running machine learning on the GPU"
    click.echo(f"\n$ talks search --data {_shown(paths.root)} {question!r}\n")
    _print_hits(_searcher(paths).search(question, limit=3))
    click.echo(f"Open the app: {'make app' if data is None else f'talks app --data {_shown(paths.root)}'}")


@main.command()
@click.argument("query")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000))
@click.option("--mode", default="hybrid", show_default=True, type=click.Choice(["hybrid", "words", "meaning"]))
@click.option("--recent", is_flag=True, help="Prefer newer talks.")
@hits_options
@config_option
@data_option
def search(
    query: str,
    limit: int,
    mode: str,
    recent: bool,
    as_json: bool,
    explain: bool,
    config: Path | None,
    data: Path | None,
) -> None:
    """Search the corpus for QUERY."""
    from pipeline.search.parameters import RECENCY

    searcher = _searcher(_data(data), config)
    recency = RECENCY if recent else 0.0
    hits = searcher.search(query, limit=limit, mode=mode, recency=recency, explain=explain)  # type: ignore[arg-type]
    _show(hits, as_json, explain)


@main.command()
@click.argument("talk_id")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000))
@hits_options
@config_option
@data_option
def similar(talk_id: str, limit: int, as_json: bool, explain: bool, config: Path | None, data: Path | None) -> None:
    """Talks like TALK_ID (as `talks search --json` gives it), the likest first."""
    hits = _searcher(_data(data), config).similar(talk_id, limit=limit, explain=explain)
    _show(hits, as_json, explain)


@main.command()
@click.argument("sources", metavar="PATH_OR_URL...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per report, a line each.")
@click.option("--explain", is_flag=True, help="Show from which lines, and why, each thing was read.")
@config_option
@data_option
def read(sources: Sequence[str], as_json: bool, explain: bool, config: Path | None, data: Path | None) -> None:
    """Say what is understood of the reports at PATH_OR_URL..., each from its own text alone."""
    from pipeline.reports.understand import understand
    from pipeline.stages.single import source_at

    paths = _data(data)
    failed = False
    for name in sources:
        try:
            report = understand(source_at(name, lambda: _settings(config, paths).crawl, paths))
        except TalkCorpusError as error:
            click.echo(f"talks: {error}", err=True)
            failed = True
            continue
        if as_json:
            click.echo(json.dumps(report.to_label(), ensure_ascii=False))
        else:
            from pipeline.reports.explain import explain as explained
            from pipeline.reports.render import render

            click.echo(explained(report) if explain else render(report))
    if failed:
        sys.exit(1)


@main.command()
@data_option
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535))
@click.option("--address", default="localhost", show_default=True, help="0.0.0.0 lets other machines in.")
@click.option("--headless", is_flag=True, help="Do not open a browser window.")
def app(data: Path | None, port: int, address: str, headless: bool) -> None:
    """Open the search app."""
    paths = _data_for_app(data)
    page = CHECKOUT / "app" / "main.py"
    _needs_checkout(page, "talks app")
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(page)),
        *("--server.port", str(port), "--server.address", address, "--browser.gatherUsageStats", "false"),
        *("--server.headless", "true" if headless else "false"),
    ]
    env = os.environ | {"TALKS_DATA": str(paths.root)}
    _become(command, env)


@main.command()
@data_option
@click.option("--port", default=3000, show_default=True, type=click.IntRange(1, 65535))
def dev(data: Path | None, port: int) -> None:
    """Dagster's web interface, with the schedule, on the data folder."""
    paths = _data(data)
    _needs_checkout(CHECKOUT / "workspace.yaml", "talks dev")
    paths.dagster_home.mkdir(parents=True, exist_ok=True)
    env = {"DAGSTER_DISABLE_TELEMETRY": "yes", "DAGSTER_HOME": str(paths.dagster_home)} | os.environ
    env["TALKS_DATA"] = str(paths.root)
    command = [sys.executable, "-m", "dagster", "dev", "-w", "workspace.yaml", "-p", str(port)]
    _become(command, env)


@main.group()
def bench() -> None:
    """Measure quality and speed."""


@bench.command("search")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@config_option
@data_option
def bench_search(directory: Path, as_json: bool, config: Path | None, data: Path | None) -> None:
    """Index the BEIR-format collection in DIRECTORY and measure words, meaning and hybrid on its queries."""
    from pipeline.search.bench import bench_collection

    settings = _settings(config, _data(data)).search
    figures = bench_collection(directory, settings=settings, on_progress=lambda line: click.echo(line, err=True))
    if as_json:
        click.echo(json.dumps(figures))
        return
    for name, value in figures.items():
        shown = "  ".join(f"{k} {v:.3f}" for k, v in value.items()) if isinstance(value, dict) else f"{value:,.1f}"
        click.echo(f"{name:14} {shown}")


def _data(given: Path | None) -> DataPaths:
    """The data folder; a file in its place, as TALKS_DATA may name one, is told before anything is done."""
    paths = DataPaths.resolve(given)
    if paths.root.exists() and not paths.root.is_dir():
        where = "--data" if given else "TALKS_DATA"
        raise ConfigError(one_line(where, "must be a folder", str(paths.root), "name a folder; it is made if missing"))
    return paths


def _needs_checkout(file: Path, command: str) -> None:
    """`talks demo` and `talks dev` work on files that only a checkout has, `talks app` on the app beside the package."""
    if not file.is_file():
        raise ConfigError(one_line(str(file), f"must be there for `{command}`", "no file", "run it from a checkout"))


def _settings(config: Path | None, paths: DataPaths) -> Settings:
    """The settings: of --config, else of the data folder, else the defaults."""
    from pipeline.config import Settings, load_settings

    if config is None and not paths.config.exists():
        return Settings()
    return load_settings(config or paths.config)


def _run(paths: DataPaths, settings: Settings, quiet: bool, accept_fewer: Sequence[str] = ()) -> None:
    from pipeline.headless import run_job
    from pipeline.stages.progress import Progress, terminal
    from pipeline.stages.site_figures import as_text
    from pipeline.stages.workspace import Workspace

    workspace = Workspace(paths, settings, Progress() if quiet else terminal(), frozenset(accept_fewer))
    try:
        run_job(workspace)
    finally:
        if not quiet and workspace.checked:
            click.echo(as_text(workspace.site_figures()), err=True)
    if not quiet:
        click.echo(f"published {_shown(paths.corpus)}", err=True)


def _searcher(paths: DataPaths, config: Path | None = None) -> Searcher:
    from pipeline.corpus.open import open_corpus
    from pipeline.search.search import Searcher

    return Searcher(open_corpus(paths.corpus), _settings(config, paths).search)


def _show(hits: Sequence[Hit], as_json: bool, explain: bool) -> None:
    if as_json:
        click.echo(json.dumps([hit.to_json(explain=explain) for hit in hits], ensure_ascii=False, indent=2))
    else:
        _print_hits(hits, explain)


def _print_hits(hits: Sequence[Hit], explain: bool = False) -> None:
    from pipeline.search import explain as why

    if not hits:
        click.echo("nothing found")
    elif hits[0].readings:
        click.echo(f"{why.read_anew(hits[0].readings)}\n")
    for number, hit in enumerate(hits, 1):
        click.echo(click.style(f"{number}. {hit.title}", bold=True))
        click.echo(f"   {', '.join(hit.speakers) or 'speaker unknown'} - {hit.event}, {hit.date or 'date unknown'}")
        click.echo(f"   {hit.url}")
        if explain:
            newness = f" {why.newness(hit)}" if hit.newness is not None else ""
            click.echo(f"   score {hit.score:.3f}{newness}")
        for match in hit.matches[:2]:
            click.echo(f"   [{match.kind}] {' '.join(match.text.split())}")
            for line in why.lines(match) if explain else ():
                click.echo(f"      {line}")
        click.echo("")


def _data_for_app(data: Path | None) -> DataPaths:
    """The folder named, else the user's own if it holds a corpus, else the demo's if that was made."""
    paths, made = _data(data), DataPaths(DEMO / "made")
    if data is None and "TALKS_DATA" not in os.environ and not paths.corpus.exists() and made.corpus.exists():
        click.echo(f"no corpus in {_shown(paths.root)} yet: showing the demo's, {_shown(made.root)}", err=True)
        return made
    return paths


def _become(command: Sequence[str], env: Mapping[str, str]) -> NoReturn:
    """Run `command` in the checkout until it ends; being told to end is passed on, so that nothing is left running."""
    process = subprocess.Popen(command, env=env, cwd=CHECKOUT)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    try:
        sys.exit(process.wait())
    except KeyboardInterrupt:  # the terminal told the process as well
        sys.exit(process.wait())


def _shown(path: Path) -> str:
    """A path as short as it can be written here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


if __name__ == "__main__":
    main()
