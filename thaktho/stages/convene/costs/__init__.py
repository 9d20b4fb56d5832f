"""What a meeting costs: lines of number, rate and the purse they are paid from, and the sum in words.

A folder of the room with its own furniture; its verbs begin with `costs.`.
"""
