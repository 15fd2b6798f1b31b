"""The second look: what became of claims, arms, guarantees, proposals and pressure after the op-ed."""

import pandas as pd

OP_ED = pd.Timestamp("2024-11-19")  # the day on which the first look speaks
INAUGURATION = pd.Timestamp("2025-01-20")  # Donald Trump's second term begins
