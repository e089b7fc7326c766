"""The network's digits: what each copy can still draw."""

from engine import Settings, settings
from engine.arrays import Array
from view.captions.format import listed
from view.lesson.results import film
from view.lesson.step import CHANCE, Answer, Dial, Point, Seen, Step, Turned
from view.modalities.images.captions import losses
from view.page_specs import DIGITS

COPIES, PICTURES, DIGITS_THERE_ARE = 10, 1000, 10
NOISE = (
    "Each dot was tossed black or white. So the pictures keep the differences that smooth ones "
    "iron out, and the digits stay apart for longer."
)
NETWORK = "vae:hidden=64,steps=600,likelihood=bernoulli,speak="


def runs(turned: Turned) -> tuple[Settings, ...]:
    """A small pair of networks, trained anew by every copy."""
    return (
        settings(
            truth="digits",
            model=f"{NETWORK}{turned['speak']}",
            policy="replace",
            samples=PICTURES,
            generations=COPIES,
            seed=turned["seed"],
        ),
    )


def ask(turned: Turned) -> Point:
    """How many digits are still drawn."""
    return Point(
        f"How many of the ten digits does the network still draw at generation {COPIES}?",
        "digits drawn",
        "digits",
        COPIES,
        DIGITS_THERE_ARE,
        DIGITS_THERE_ARE,
        close=1,
        at=COPIES,
    )


def course(seen: Seen) -> Array:
    """Digits that a reader finds at least once among a generation's pictures."""
    shares: Array = seen.trajectories[0].metrics["shares"]
    return (shares > 0).sum(axis=1)


def answer(seen: Seen) -> Answer:
    """Which are left, and which was the first to go."""
    found, left = losses(seen.trajectories[0]), int(course(seen)[-1])
    if not found.gone:
        noisy = getattr(seen.settings.model, "speak", "") == "sample"
        all_there = f"{left} are still drawn after {COPIES} copies."
        return Answer(left, f"{all_there} {NOISE}" if noisy else all_there)
    only = "the digit {} is" if left == 1 else "the digits {} are"
    return Answer(
        left,
        f"Among {PICTURES:,} pictures only {only.format(listed(found.left))} left; since "
        f"generation {found.gone[-1][0]} nothing else was seen. Who says so is a small program "
        "that reads digits, and that must call even a blur by some name.",
    )


STEP = Step(
    order=60,
    title="A network's digits",
    story="A [VAE](#vae) is a pair of [neural networks](#neural-network): one squeezes each "
    "picture into a few numbers, its [code](#latent-code), the other draws it again from these. "
    "The first pair learns handwritten digits; then each new pair learns from what the last one "
    "drew. They really train while you guess.",
    dials=(
        Dial(
            "speak",
            "It draws",
            ("mean", "sample"),
            "mean",
            "Its mean alone: the smooth picture that it expects. With noise: each dot is black or "
            "white by chance, as likely as it thinks.",
            {"mean": "smoothly", "sample": "with noise"},
        ),
        CHANCE,
    ),
    runs=runs,
    ask=ask,
    answer=answer,
    show=film,
    laboratory=DIGITS,
    course=course,
)
