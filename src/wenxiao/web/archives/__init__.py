"""All filings of a round as one file (打包): asked for, made by a background task, fetched by whoever asked, forgotten.

contents.py  what stands in it
making.py    the tasks that make and forget it
"""
