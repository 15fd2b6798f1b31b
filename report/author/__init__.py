"""What runs inside a chapter's kernel: data(), tables, derived values, charts in every format."""

from report.author.bibliography import bibliography
from report.author.charts import show
from report.author.data import data
from report.author.holds import holds
from report.author.moment import as_of
from report.author.tables import Markdown, cite, table

__all__ = ["Markdown", "as_of", "bibliography", "cite", "data", "holds", "show", "table"]
