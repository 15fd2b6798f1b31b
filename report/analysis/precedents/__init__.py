"""Precedents: settlements and what became of them, by the kind of guarantee that stood behind."""
