"""Rules of this report's own data that a table schema cannot say: small named functions, one fault each.

The engine finds them by name (`rules` under `[tool.report]` in `pyproject.toml`) and never imports
them itself.
"""
