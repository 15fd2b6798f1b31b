#!/usr/bin/env python
# coding: utf-8

# In[ ]:


# Put this file into the unpacked download of code and data; there it runs.
import os
import sys
from pathlib import Path

_here = Path(globals().get("__file__", "notebook")).resolve().parent
_root = next((one for one in (_here, *_here.parents) if (one / "_quarto.yml").is_file()), None)
if _root is None:
    raise RuntimeError("this needs the download of code and data around it: unpack that first")
os.chdir(_root)
sys.path.insert(0, str(_root))
os.environ["QUARTO_PROJECT_ROOT"] = str(_root)


# In[ ]:


import altair as alt
import pandas as pd

waits = pd.read_csv("data/waits.csv", parse_dates=["asked", "decided"])
waits["days"] = (waits["decided"] - waits["asked"]).dt.days


# In[ ]:


#| label: fig-waits
#| fig-cap: "Days from request to decision"
#| fig-alt: "Three bars; the longest is for aircraft."
from pictures import bars

bars.draw(waits)


# In[ ]:


#| label: tbl-waits
#| tbl-cap: "Each system and its days"
from IPython.display import Markdown

lines = [f"| {row.system} | {row.days} |" for row in waits.itertuples()]
Markdown("\n".join(["| System | Days |", "|:---|---:|", *lines]))

