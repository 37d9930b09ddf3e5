"""What readers say of answers: right, wrong, wrong source, should have refused; kept by answer id."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from index.errors import UsageError
from index.store import printable
from page.database import Database
from rag.answer import Answer

Verdict = Literal["right", "wrong", "wrong_source", "should_have_refused"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
CORRECTION_LIMIT = 2000  # characters


@dataclass(frozen=True)
class Judged:
    """One verdict, with the whole answer that it is about (its question as understood, its citations)."""

    owner: str
    verdict: Verdict
    correction: str  # "" for none; for wrong_source it may be the id of the article that says it
    answer: Answer
    given: float  # seconds since 1970

    def to_json(self) -> dict[str, Any]:
        answer = self.answer
        return {
            "answer_id": answer.answer_id,
            "owner": self.owner,
            "verdict": self.verdict,
            "correction": self.correction or None,
            "given": datetime.fromtimestamp(self.given, UTC).isoformat(timespec="seconds"),
            "understood": answer.understood,
            "language": answer.language,
            "answer": answer.text,
            "short": answer.short,
            "refused": answer.refused,
            "citations": [c.to_json() for c in answer.citations],
        }


class Feedback:
    """The verdicts in the file at ``path``, beside the conversations. Safe from threads and processes."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path)

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Feedback:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def give(self, owner: str, answer: Answer, verdict: str, correction: str = "") -> Judged:
        """Keep a verdict; an earlier one of the same owner on the same answer is replaced.

        Raises UsageError for another verdict than ``VERDICTS`` and for an endless correction.
        """
        known = next((one for one in VERDICTS if one == verdict), None)
        if known is None:
            raise UsageError(f"{verdict!r} is no verdict: choose one of {', '.join(VERDICTS)}.")
        correction = printable(" ".join(correction.split()))
        if len(correction) > CORRECTION_LIMIT:
            raise UsageError(
                f"The correction has {len(correction)} characters, over {CORRECTION_LIMIT}: say it shorter."
            )
        judged = Judged(owner, known, correction, answer, time.time())
        kept = printable(json.dumps(answer.to_kept(), ensure_ascii=False))
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?)",
                (owner, answer.answer_id, known, correction, kept, judged.given),
            )
        return judged

    def withdraw(self, owner: str, answer_id: str) -> None:
        """Take a verdict back; nothing happens where there is none."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM feedback WHERE owner = ? AND answer_id = ?", (owner, answer_id))

    def of(self, owner: str, answer_id: str) -> Judged | None:
        """The owner's verdict on an answer."""
        found = self._select("WHERE owner = ? AND answer_id = ?", owner, answer_id)
        return found[0] if found else None

    def all(self) -> list[Judged]:
        """Every owner's verdicts, the oldest first."""
        return self._select("")

    def _select(self, where: str, *values: str) -> list[Judged]:
        columns = "owner, verdict, correction, answer, given"
        sql = f"SELECT {columns} FROM feedback {where} ORDER BY given, answer_id"
        with self._database.reading() as connection:
            rows = connection.execute(sql, values).fetchall()
        return [
            Judged(owner, verdict, correction, Answer.from_json(json.loads(answer)), given)
            for owner, verdict, correction, answer, given in rows
        ]
