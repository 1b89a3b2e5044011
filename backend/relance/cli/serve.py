"""One process of Relance each: for a process manager of your own instead of `relance up`."""

import gc
import os
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from relance.cli.environment import export, load_complete_settings
from relance.cli.unprivileged import BEAT
from relance.core.temporary import keep_uploads_on_disk


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
    if workers == 1:  # several are processes of their own, which this one only looks after
        gc.disable()  # until everything stands: see main.py, and __main__.py on why
    import uvicorn  # see commands.py on imports

    from relance.door.whole import WholeProtocol

    settings = load_complete_settings()
    export(settings)
    keep_uploads_on_disk(settings.data_dir)
    _allow_many_files()
    uvicorn.run(
        "relance.main:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=workers,
        loop="uvloop",
        http=WholeProtocol,
        timeout_keep_alive=75,
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,  # door/forwarded.py knows whom to believe
        # Streams end by themselves after 25 s; nobody waits for them at a stop.
        timeout_graceful_shutdown=5,
    )


def _allow_many_files() -> None:
    """Each connection is one. The usual soft limit is for programs that know no better than select()."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def sender() -> None:
    """Send what is due; as many of these as wanted, on as many hosts as wanted."""
    gc.disable()  # until everything stands, see there
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
        "--schedule", str(_beat_folder(settings.data_dir.absolute()) / "beat-schedule"), "--pidfile", "",
        "--loglevel", "INFO",
    )  # fmt: skip


def _beat_folder(data_dir: Path) -> Path:
    """The data folder; started by root as another user, a folder in it that root made for that user."""
    return data_dir if os.access(data_dir, os.W_OK) else data_dir / BEAT


def simulator(context: typer.Context) -> None:
    """Play the Cloud API and all phones, to rehearse against; `relance simulator --help` lists options."""
    _become("whatsapp_simulator", *context.args)


def _become(module: str, *arguments: str) -> None:
    """Replace this process, so that signals reach the program itself."""
    sys.stdout.flush()
    # Root is how containers run; jobs travel as JSON, which is what the warning is about.
    quiet = ["-W", "ignore:You're running the worker with superuser privileges"]
    os.execv(sys.executable, [sys.executable, *quiet, "-m", module, *arguments])  # noqa: S606 - our own programs
