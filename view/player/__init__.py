"""The animated player: a run's generations packed into binary chunks and played on a canvas."""
