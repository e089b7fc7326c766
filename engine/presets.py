"""Experiments worth seeing first, each with one sentence on what to look for."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.settings import Settings, settings


@dataclass(frozen=True)
class Preset:
    """Named settings, and what to look for in them."""

    label: str
    look: str
    settings: Settings
    unusual: str = ""
    """A sentence on the lineage with its own seed, where most others come to something else
    (`docs/typical_seeds.py`): links hold on to that seed."""

    def told(self, seed: int) -> str:
        """What to look for in the lineage with this seed."""
        beside = self.unusual if seed == self.settings.seed else ""
        return f"{self.look} {beside}".strip()


DIGITS_VAE = "vae:hidden=128,steps=3000,likelihood=bernoulli"


def _digits(model: str, truth: str = "digits", policy: str = "replace") -> Settings:
    """Each generation draws as many digits as there are real ones."""
    return settings(truth=truth, model=model, policy=policy, samples=1797, generations=20)


def _text(model: str, policy: str = "replace") -> Settings:
    """Each generation writes as many blocks as there are real ones in the text of Python 3.11."""
    return settings(truth="text", model=model, policy=policy, samples=1360, generations=10)


PRESETS: Mapping[str, Preset] = {
    "three-blobs": Preset(
        "Three blobs",
        "Each cloud shrinks onto itself, and clouds vanish one by one.",
        settings(truth="blobs", model="gmm:start=previous", policy="replace", samples=200),
    ),
    "paper": Preset(
        "The paper's mixture",
        "Two components learn one round cloud. For hundreds of generations little seems to happen.",
        settings(
            truth="blobs:count=1,spread=1",
            model="gmm:components=2,tolerance=1e-05,max_iter=2000,floor=1e-06",
            policy="replace",
        ),
    ),
    "two-moons": Preset(
        "Two moons",
        "The crescents break up into streaks; these vanish one by one, until one or two small "
        "spots are left.",
        settings(truth="moons", model="gmm:components=8,start=previous", policy="replace"),
    ),
    "heavy-tail": Preset(
        "Heavy tail",
        "Wide components carry the rare, far-out samples. They die, and the cloud draws in.",
        settings(
            truth="student:freedom=2.5",
            model="gmm:components=3,start=previous",
            policy="replace",
            samples=500,
        ),
    ),
    "iris": Preset(
        "Iris petals",
        "Real measurements of 150 flowers: copies of so few forget within some hundred "
        "generations.",
        settings(truth="iris", model="gmm:components=3", policy="replace", samples=150),
    ),
    "small-class": Preset(
        "A class of fifty",
        "With fifty samples a generation, and nothing real among them, most lineages have hardly "
        "any width left after five hundred.",
        settings(
            truth="normal",
            model="gaussian",
            policy="replace",
            samples=50,
            generations=500,
        ),
    ),
    "errors": Preset(
        "One error at a time",
        "Nothing but the samples is at fault: open The three errors, and switch each on alone.",
        settings(
            truth="blobs:spread=0.7",
            model="gmm:start=previous,tolerance=1e-09,max_iter=10000",
            policy="replace",
            samples=200,
            generations=200,
        ),
    ),
    "remedies": Preset(
        "Three blobs, side by side",
        "Whoever hears only the last output forgets. See what a little real data does, or a judge.",
        settings(
            truth="blobs",
            model="gmm:start=previous",
            policy="replace",
            samples=200,
            generations=500,
        ),
    ),
    "vae": Preset(
        "A network's three blobs",
        "Three clouds melt into one within ten generations; that one wanders off and draws in.",
        settings(truth="blobs", model="vae", policy="replace", generations=500),
        "This one draws in further: with most other seeds more of the variance is left.",
    ),
    "digits": Preset(
        "Ten digits",
        "Ten digits become one grey blur within five generations: the network says only its mean.",
        _digits(DIGITS_VAE + ",speak=mean"),
    ),
    "digits-wide": Preset(
        "A wider code",
        "Eight code numbers instead of two reach far more of the real digits at first, and lose "
        "them as fast.",
        _digits(DIGITS_VAE + ",speak=mean,latent=8"),
    ),
    "digits-noise": Preset(
        "With noise",
        "The network says what it draws with its noise. The next one must see through it, and "
        "forgets far more slowly.",
        _digits(DIGITS_VAE + ",speak=sample"),
    ),
    "digits-fresh": Preset(
        "Half fresh digits",
        "Every second picture that a generation reads is a real one: most digits stay.",
        _digits(DIGITS_VAE + ",speak=mean", policy="fresh:share=0.5"),
    ),
    "die": Preset(
        "A hundred throws of a die",
        "One face after the other is not thrown, and never comes back, until a single one is left.",
        settings(truth="dice", model="frequency", policy="replace", samples=100),
    ),
    "loaded-die": Preset(
        "A loaded die",
        "The rare faces are the first in danger; one may be missing from the very first count.",
        settings(truth="dice:skew=50.0", model="frequency", policy="replace", samples=100),
    ),
    "zipf": Preset(
        "Words by Zipf's law",
        "The rare words, most of the list, are gone within a few copies; in the end a word or two "
        "is left to say everything with.",
        settings(truth="zipf", model="frequency", policy="replace", samples=1000),
        "This one is quick: with nine in ten other seeds the last word to go goes later.",
    ),
    "die-fresh": Preset(
        "One real throw in fifty",
        "Two real throws of a hundred bring every face back, again and again.",
        settings(truth="dice", model="frequency", policy="fresh:share=0.02", samples=100),
    ),
    "digits-mixture": Preset(
        "A mixture",
        "Ten bell-shaped clouds learn the ten main features. Their variance stays; fewer and fewer "
        "of the real digits are within their reach.",
        _digits("gmm:components=10", truth="digits:components=10"),
    ),
    "text": Preset(
        "Three words at a time",
        "Nearly every phrase of a copy is new; yet rare words go, hundreds a generation at first.",
        _text("ngram"),
    ),
    "text-words": Preset(
        "Word by word",
        "Each word by itself, as if thrown with a die: words go just as fast as the law of chance "
        "says, the dashed line below.",
        _text("ngram:order=1,smoothing=0.0"),
        "This one is lucky: with nine in ten other seeds fewer words are left.",
    ),
    "text-gpt": Preset(
        "A transformer",
        "A small network of the kind behind chat programs: real text surprises it more with every "
        "generation.",
        _text("transformer"),
    ),
    "text-gpt-fresh": Preset(
        "A tenth stays real",
        "One block in ten that a generation reads is real, as in the paper's second experiment: "
        "words still go, but real text surprises it far less.",
        _text("transformer", "fresh"),
    ),
}
