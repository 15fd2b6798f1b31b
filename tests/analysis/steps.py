"""Small frames of steps for tests: one line a step, as the data package would type it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

PRECISIONS = {4: "year", 7: "month", 10: "day"}
SYSTEMS = {
    "rocket": "rocket_artillery",
    "tank": "main_battle_tank",
    "carrier": "armoured_personnel_carrier",
    "jet": "combat_aircraft",
}


def decisions(*steps: tuple[str, str, str, str]) -> pd.DataFrame:
    """Steps given as `(system, donor, date, event)`; keys count them: "s0", "s1", ..."""
    keys = [f"s{place}" for place in range(len(steps))]
    frame = pd.DataFrame(steps, columns=["system_id", "donor", "text", "event"])
    frame = frame.assign(
        event_id=keys,
        date=pd.to_datetime(frame["text"], format="ISO8601"),
        date_precision=frame["text"].str.len().map(PRECISIONS),
        confirmed="official",
        sources=[f"page{place}" for place in range(len(steps))],
    )
    return frame.set_index(pd.Index(keys, name="weapons_decisions", dtype="object"))


def systems(kinds: dict[str, str] | None = None) -> pd.DataFrame:
    """The systems of `SYSTEMS`; `kinds` gives some another kind than "system"."""
    frame = pd.DataFrame({"system_id": list(SYSTEMS), "system_class": list(SYSTEMS.values())})
    frame = frame.assign(
        name=frame["system_id"].str.capitalize(),
        kind=[(kinds or {}).get(name, "system") for name in frame["system_id"]],
    )
    return frame.set_index(pd.Index(frame["system_id"], name="weapon_systems", dtype="object"))


def codes(*rows: Sequence[str | None]) -> pd.DataFrame:
    """Codes given as `(event_id, covers, rule, state)`."""
    frame = pd.DataFrame(rows, columns=["event_id", "covers", "rule", "state"], dtype="object")
    return frame.set_index(pd.Index(frame["event_id"], name="decision_codes", dtype="object"))
