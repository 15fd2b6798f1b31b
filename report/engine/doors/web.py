"""The web's door: asks one address, whether it is there; used on request alone, never in a build."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

TIMEOUT = 20.0  # seconds
AGENT = "Mozilla/5.0 (compatible; end-game-report link check)"


@dataclass(frozen=True, slots=True)
class HttpWeb:
    """Asks with the standard library; redirects are followed, nothing is kept of an answer."""

    def status(self, address: str, method: str) -> int:
        """The status of the answer to `method` (HEAD or GET); 0 where there was none."""
        request = urllib.request.Request(address, method=method, headers={"User-Agent": AGENT})
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return int(error.code)
        except (OSError, ValueError, http.client.HTTPException):
            return 0

    def wait(self, seconds: float) -> None:
        """Do nothing for a while."""
        time.sleep(seconds)
