"""Client of Tidemark, a public leaderboard with hidden, rotating test sets.

    import tidemark

    benchmark = tidemark.Client("https://tidemark.example.org", token).benchmark("rain-tomorrow")
    benchmark.submit("predictions.csv", model="Logistic regression")
"""

from .client import Benchmark, Client
from .errors import (
    ApiError,
    ConnectionFailed,
    FileError,
    QuotaError,
    RequestError,
    ServerError,
    SignInError,
    TidemarkError,
)
from .predictions import Predictions
from .verify import Report, verify_archive

__version__ = "0.1.0"

__all__ = [
    "ApiError",
    "Benchmark",
    "Client",
    "ConnectionFailed",
    "FileError",
    "Predictions",
    "QuotaError",
    "Report",
    "RequestError",
    "ServerError",
    "SignInError",
    "TidemarkError",
    "verify_archive",
]
