"""Papers of a closed topic: the sheet that answers a network, and the report of the hearing. Thai, of published figures
only, and of the thread as anybody may see it."""
