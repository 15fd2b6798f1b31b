"""What all tests share: laws are tried on the same examples every time, however busy the machine."""

from hypothesis import settings

settings.register_profile("report", deadline=None, derandomize=True)
settings.load_profile("report")
