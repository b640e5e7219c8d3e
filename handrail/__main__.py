"""`python -m handrail COMMAND`."""

import sys

try:
    from handrail.cli import main
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is missing from {sys.prefix}: remove that folder and start again, it will be made anew")

if __name__ == "__main__":
    main(prog_name="handrail")
