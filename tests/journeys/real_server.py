"""The product's own web server, on the database of a test, serving the worker of whichever release a file names.

Run as a program, with PORT and the rest in its environment and that file as its argument."""

import sys
from pathlib import Path


def main(release: Path) -> None:
    import django

    django.setup()
    from handrail.cli import ready
    from handrail.cli.serve import serve_pages
    from handrail.web.public import offline

    shipped = offline._whole()

    def whole() -> str:
        """A next release says other things."""
        if release.read_text() == "this":
            return shipped
        return f"{shipped}\n// Next."

    offline.__dict__["_whole"] = whole
    ready.static_files()
    serve_pages()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
