"""Routes of the question "copy or restored?". Everybody may read it, a super admin answers."""

from fastapi import APIRouter, BackgroundTasks

from relance.auth.edge.access import SuperAdmin
from relance.http.requests import Transaction
from relance.http.responses import errors
from relance.http.services import ServicesDep
from relance.restored.jobs import enqueue_work
from relance.restored.schemas import RestoredAnswer, RestoredQuestion
from relance.restored.service import answer_question, read_question

router = APIRouter(prefix="/api/installation/restored", tags=["installation"])
answers = APIRouter(prefix="/api/installation/restored", tags=["installation"])


@router.get("")
async def show_restored(conn: Transaction) -> RestoredQuestion:
    """Tell whether the database went back to an earlier state, and what was answered."""
    return RestoredQuestion.model_validate(await read_question(conn))


@answers.post("", responses=errors(403, 409))
async def answer_restored(
    services: ServicesDep,
    background: BackgroundTasks,
    conn: Transaction,
    request: RestoredAnswer,
    caller: SuperAdmin,
) -> RestoredQuestion:
    """Answer whether this is a copy or the restored original; campaigns can be resumed once it is settled."""
    question = await answer_question(conn, answer=request.answer, by=caller.name)
    background.add_task(enqueue_work, services.pool, services.jobs)
    return RestoredQuestion.model_validate(question)
