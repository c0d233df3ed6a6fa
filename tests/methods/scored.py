"""Two options scored by a small room, for tests of ranking and of sensitivity."""

from typing import Any

from facilitator.methods.scoring import Criterion, Evaluation, evaluate


def pair(
    a: dict[str, list[int]], b: dict[str, list[int]], weights: dict[str, int], **more: Any
) -> Evaluation:
    """Options A and B with what everyone gave them by criterion, and the criteria's weights."""
    people = [f"P{at}" for at in range(len(next(iter(a.values()))))]
    scores = {
        (option, key, who): score
        for option, sheet in (("A", a), ("B", b))
        for key, row in sheet.items()
        for who, score in zip(people, row, strict=True)
    }
    criteria = [Criterion(key, weight) for key, weight in weights.items()]
    return evaluate(["A", "B"], criteria, scores, people, **more)
