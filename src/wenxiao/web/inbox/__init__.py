"""Messages to people within the application (站内消息): each matter once a person, done with when the matter is.

models.py      a message
addressees.py  who may be told of a filing
posting.py     putting messages into inboxes
acts.py        what each act on a filing tells whom
reminding.py   the notice of a round, daily reminders, the digest for those above
undone.py      background tasks that failed
urging.py      urging units by hand (催报)
"""
