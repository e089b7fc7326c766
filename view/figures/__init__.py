"""Figures of any metric of one run or of many, without a screen.

Each file is imported by its name; what is of one kind of data only stands in that kind's room.
"""
