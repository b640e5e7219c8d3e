"""The log tells where, never what people wrote."""

import logging
import sys

from handrail.lib.log import WordlessFormatter


def test_an_exception_is_logged_without_its_message() -> None:
    try:
        raise ValueError("dear diary")
    except ValueError:
        record = logging.LogRecord("handrail", logging.ERROR, __file__, 1, "it broke", None, sys.exc_info())
    written = WordlessFormatter().format(record)
    assert "it broke" in written
    assert "test_log.py" in written
    assert written.endswith("ValueError")
    assert "diary" not in written.replace('raise ValueError("dear diary")', "")
