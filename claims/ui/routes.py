"""Downloads as addresses beside the pages: files of any size, in constant memory."""

from collections.abc import AsyncIterator, Generator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from starlette.background import BackgroundTask
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from claims import ClaimdeskError, InputError
from claims.desk import Desk, Selection
from claims.desk.pasts import PASTS
from claims.settings import Settings
from claims.ui.tickets import Order, redeem

MIME = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "claimreview": "application/json; charset=utf-8",
    "annotations": "application/ld+json; charset=utf-8",
    "": "application/zip",
}


async def download(request: Request) -> Response:
    """Answer with the file that the ticket in the address is for."""
    try:
        order = redeem(request.path_params["ticket"])
    except InputError as error:
        return PlainTextResponse(f"{error}\n", status_code=403)
    headers = {
        "Content-Disposition": f'attachment; filename="{order.file}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        # Said, so that nothing on the way packs it: that would hold up every page meanwhile.
        "Content-Encoding": "identity",
    }
    try:
        answer = await run_in_threadpool(_packed if order.format == "" else _streamed, order)
    except ClaimdeskError as error:
        return PlainTextResponse(f"{error}\n", status_code=404)
    answer.headers.update(headers)
    return answer


def _streamed(order: Order) -> Response:
    pieces = _pieces(order)
    # What is wrong with the order is raised here, while it can still be answered.
    first = next(pieces)
    return StreamingResponse(_closing(first, pieces), media_type=MIME[order.format])


def _pieces(order: Order) -> Generator[bytes]:
    # A desk of its own: a long download must not end with the page that asked for it.
    with Desk.open(Settings().db, make=False) as desk:
        yield from _of_the_day(desk, order).stream(
            order.what,
            format=order.format,
            everything=order.everything,
            bom=order.bom,
            selection=_selection(order),
        )


async def _closing(first: bytes, pieces: Generator[bytes]) -> AsyncIterator[bytes]:
    # Whoever breaks a download off must not keep a transaction open.
    with closing(pieces):
        yield first
        async for piece in iterate_in_threadpool(pieces):
            yield piece


def _packed(order: Order) -> Response:
    """Return a zip file, which must be whole before it can be sent, and is removed then."""
    folder = Path(mkdtemp())
    path = folder / order.file
    try:
        with Desk.open(Settings().db, make=False) as desk:
            then = _of_the_day(desk, order)
            if order.what == "case":
                then.export_case(path, everything=order.everything, selection=_selection(order))
            else:
                then.export_whole(path)
    except BaseException:
        rmtree(folder)
        raise
    return FileResponse(path, media_type=MIME[""], background=BackgroundTask(rmtree, folder))


def _of_the_day(desk: Desk, order: Order) -> Desk:
    return desk.kept_as_of(order.as_of) if order.as_of else desk


def _selection(order: Order) -> Selection:
    return Selection(
        claims=order.claims,
        storyline=order.storyline,
        filters=order.filters,
        decisions=order.decisions,
    )


@asynccontextmanager
async def lifetime(_app: object) -> AsyncIterator[None]:
    """Clear away, as the server ends, the desks of the past that were looked at."""
    yield
    PASTS.forget()


ROUTES: tuple[BaseRoute, ...] = (Route("/download/{ticket}/{file}", download, methods=["GET"]),)
