"""The type of words for the screen: a string, or one that is translated when it is shown."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise as Said
else:
    # The stubs are there for the type checker alone; what runs Handrail does not have them.
    Said = object

__all__ = ["Said"]
