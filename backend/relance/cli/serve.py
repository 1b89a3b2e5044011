"""One process of Relance each: for a process manager of your own instead of `relance up`."""

import os
import sys
from typing import Annotated

import typer

from relance.cli.environment import export, load_complete_settings


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(api)
    app.command()(sender)
    app.command()(worker)
    app.command()(beat)
    app.command(
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True}, add_help_option=False
    )(simulator)


def api(workers: Annotated[int, typer.Option(min=1, help="Number of processes.")] = 1) -> None:
    """Serve the API and take in webhooks."""
    import uvicorn  # see commands.py on imports

    settings = load_complete_settings()
    export(settings)
    uvicorn.run(
        "relance.main:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=workers,
        loop="uvloop",
        http="httptools",
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        # Streams end by themselves after 25 s; nobody waits for them at a stop.
        timeout_graceful_shutdown=5,
    )


def sender() -> None:
    """Send what is due; as many of these as wanted, on as many hosts as wanted."""
    from relance.sending.main import run

    export(load_complete_settings())
    run()


def worker(
    concurrency: Annotated[int, typer.Option(min=1, help="Number of jobs at the same time.")] = 2,
) -> None:
    """Run jobs: launch, import, export, expiry, tick."""
    export(load_complete_settings())
    # SIGTERM stays Celery's warm shutdown: finish what runs and go. The soft one (REMAP_SIGTERM) lets an
    # idle worker wait out its whole timeout; what is killed later comes back from the database anyway.
    _become(
        "celery", "--app", "relance.worker:app", "--quiet", "worker",
        "--hostname", f"relance-{os.getpid()}@%h", "--concurrency", str(concurrency),
        "--loglevel", "INFO", "--without-mingle", "--without-gossip",
    )  # fmt: skip


def beat() -> None:
    """Start jobs by the clock; exactly one of these."""
    settings = load_complete_settings()
    export(settings)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    _become(
        "celery", "--app", "relance.worker:app", "--quiet", "beat",
        "--schedule", str(settings.data_dir.absolute() / "beat-schedule"), "--pidfile", "",
        "--loglevel", "INFO",
    )  # fmt: skip


def simulator(context: typer.Context) -> None:
    """Play the Cloud API and all phones, to rehearse against; `relance simulator --help` lists options."""
    _become("whatsapp_simulator", *context.args)


def _become(module: str, *arguments: str) -> None:
    """Replace this process, so that signals reach the program itself."""
    sys.stdout.flush()
    # Root is how containers run; jobs travel as JSON, which is what the warning is about.
    quiet = ["-W", "ignore:You're running the worker with superuser privileges"]
    os.execv(sys.executable, [sys.executable, *quiet, "-m", module, *arguments])  # noqa: S606 - our own programs
