"""Try as many experiments as one likes: `python -m tests.claims COUNT [SEED]`."""

import logging
import sys

from tests.claims.harness import refuted


def main(count: int, seed: int) -> int:
    """Print how many claims of which kind were tried, and what was wrong."""
    logging.getLogger("streamlit").setLevel(logging.ERROR)
    tally = refuted(count, seed)
    sys.stdout.write(f"{tally.summary}\n{len(tally.wrong)} of them refuted\n")
    sys.stdout.write("".join(f"{wrong}\n" for wrong in tally.wrong))
    return min(len(tally.wrong), 1)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(numbers[0] if numbers else 100, numbers[1] if len(numbers) > 1 else 0))
