"""The command line: one thin command per capability, each module imported only when it is called."""
