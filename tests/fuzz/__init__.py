"""Fuzzing: every reader of what authors write gets inputs that nobody would write."""
