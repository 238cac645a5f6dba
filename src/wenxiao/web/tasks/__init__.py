"""Work that no page waits for: a small queue in the database, workers with a lease, what is done every day.

kinds.py     what tasks there are
queue.py     putting a task into the queue, taking one out, its lease, its end
worker.py    a worker: runs tasks one after another, keeps their lease, does the common duties
schedule.py  what is due every day, queued once whoever looks
upkeep.py    the installation's own tasks: expired sessions, verifying the log
"""
