"""Dask gives the bytes of one process. Runs where the extra `cluster` is installed."""

import pytest

from thaktho.engines.opinion import dump, opinion_map
from thaktho.engines.opinion.cluster import dask

from .cast import made


def test_a_cluster_changes_no_byte() -> None:
    distributed = pytest.importorskip("distributed")
    votes, _ = made(120, 20, 10)
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        assert dump(opinion_map(votes, run=dask(client))) == dump(opinion_map(votes))


def test_results_keep_the_order_of_the_items() -> None:
    class Client:
        def map(self, function, items, pure):
            return [function(item) for item in items]

        def gather(self, futures):
            return futures

    votes, _ = made(120, 20, 10)
    assert dump(opinion_map(votes, run=dask(Client()))) == dump(opinion_map(votes))
