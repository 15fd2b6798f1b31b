"""Frames in, frames or derived values out. Knows weapons, guarantees, precedents; no files, no HTML."""
