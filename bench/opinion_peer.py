"""The peer, run by its own Python: `bench/.peers/bin/python bench/opinion_peer.py VOTES.csv [MODERATED_OUT]`.

red-dwarf 0.4.0 as its documentation says to call it; MODERATED_OUT is a JSON list of statement ids. Prints one JSON line: CPU seconds of its pipeline (reading left out),
peak memory, groups by voter. Knows nothing of thaktho.
"""

import csv
import json
import resource
import sys
import time
import warnings

warnings.filterwarnings("ignore")

from reddwarf.implementations.base import run_pipeline

last: dict[tuple[int, int], dict[str, int]] = {}  # it wants each pair once
with open(sys.argv[1], encoding="utf-8") as file:
    for row in csv.DictReader(file):
        pair, moment = (int(row["voter-id"]), int(row["comment-id"])), int(row.get("timestamp") or 0)
        if pair not in last or moment >= last[pair]["modified"]:
            last[pair] = {
                "participant_id": pair[0],
                "statement_id": pair[1],
                "vote": int(row["vote"]),
                "modified": moment,
            }
votes = list(last.values())
out = [int(one) for one in json.loads(sys.argv[2])] if len(sys.argv) > 2 else []
began = time.process_time()
found = run_pipeline(
    votes=votes, reducer="pca", clusterer="kmeans", mod_out_statement_ids=out, random_state=0
)
seconds = time.process_time() - began
labels = found.participants_df["cluster_id"].dropna()
print(
    json.dumps(
        {
            "seconds": seconds,
            "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "groups": {str(key): int(value) for key, value in labels.items()},
        }
    )
)
