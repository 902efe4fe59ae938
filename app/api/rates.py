"""How often somebody may ask, counted by this process alone."""

import math
import time
from dataclasses import dataclass
from http import HTTPStatus

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.exceptions import HTTPException

FAILURES = "30/minute"  # enough for a person who mistypes, and few for a script that guesses


@dataclass(frozen=True, slots=True)
class Quota:
    """What is left of a client's quota."""

    policy: str
    limit: RateLimitItem
    remaining: int
    reset_s: int

    @property
    def headers(self) -> dict[str, str]:
        """As draft-ietf-httpapi-ratelimit-headers has them: the quota and its window, what is left for how long."""
        return {
            "RateLimit-Policy": f'"{self.policy}";q={self.limit.amount};w={self.limit.get_expiry()}',
            "RateLimit": f'"{self.policy}";r={self.remaining};t={self.reset_s}',
        }


class Rates:
    """Counts requests by client and failed authentications by address, each from its first on for one window."""

    def __init__(self, rate_limit: str | None = None, failures: str = FAILURES) -> None:
        self._limit = parse(rate_limit) if rate_limit else None
        self._failures = parse(failures)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def take(self, who: str) -> Quota | None:
        """One request of a client; None where no limit is set.

        Raises:
            HTTPException: 429, the client's quota is used up.
        """
        return self._take("requests", self._limit, who, "requests") if self._limit else None

    def take_failure(self, address: str) -> None:
        """One failed authentication. A key that is right is let in all the same: it may share the address.

        Raises:
            HTTPException: 429, there were too many.
        """
        self._take("failures", self._failures, address, "attempts without a key that is right")

    def _take(self, policy: str, limit: RateLimitItem, who: str, what: str) -> Quota:
        is_within = self._limiter.hit(limit, policy, who)
        reset_at, remaining = self._limiter.get_window_stats(limit, policy, who)
        if reset_at - time.time() > limit.get_expiry() + 1:  # the clock was set back meanwhile
            self._limiter.clear(limit, policy, who)
            return self._take(policy, limit, who, what)
        quota = Quota(policy, limit, remaining, max(1, math.ceil(reset_at - time.time())))
        if not is_within:
            raise HTTPException(
                HTTPStatus.TOO_MANY_REQUESTS,
                f"These are more than {limit.amount} {what} in {limit.get_expiry()} seconds;"
                f" try again in {quota.reset_s} seconds.",
                {"Retry-After": str(quota.reset_s), **quota.headers},
            )
        return quota
