"""The round on the web (办理): people and units, the round, filings from the first upload to acceptance.

configuration.py  what the environment says: database, data folder, secret
settings.py       the Django settings made from it
permissions.py    who may do what, in one table
people/           units, users, roles, signing in
rounds/           the year's work: notice, units in scope, board
filings/          a unit's filing: versions, checks, opinions, signature, hand-over
audit/            every act, append-only, chained by hash
spreadsheets.py   tables for download, no cell a formula
store.py          files by their hash
backup.py         the whole installation as one file, and back
serve.py          the server on the embedded defaults
starting.py       one process at a time brings the database to the present
"""
