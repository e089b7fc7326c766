"""What the project says about itself, and the script that takes its pictures."""
