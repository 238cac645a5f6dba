"""Units that change in mid-round: moved under another department (划转), renamed, made inactive."""
