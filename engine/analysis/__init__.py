"""What can be told of runs before or beside them: cost, the errors at work, survival, and how much
real data would have been enough.

Each file is imported by its name; none knows a screen. A new question begins with a file here, and,
where it has to run lineages to be answered, with a job in `engine/jobs/`.
"""
