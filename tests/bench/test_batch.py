"""What the bench tells of the batch engine: keys and kinds; memory that does not grow with the weeks; pairing."""

from __future__ import annotations

import json
from functools import partial

import pytest

from bench.engine import batch_engine, paired_variance
from bench.engine import report as bench_report
from bench.engine.batch_engine import BatchBench, measure_batch_engine, measure_memory
from bench.engine.event_engine import EventBench, TimedGame
from bench.engine.paired_variance import measure_pairing
from bench.engine.workload import BenchWorkload
from sim.cli.main import main
from sim.scenario.load import load_scenario
from sim.scenario.organisation import Split

REFERENCE = load_scenario("reference").scenario


@pytest.fixture(scope="module")
def few() -> BatchBench:
    """Of a short game: the figures themselves do not matter."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch_engine, "MEMORY_QUARTERS", (2, 4))
        return measure_batch_engine(REFERENCE.model_copy(update={"quarters": 2}), runs=1, futures=20)


def test_figures_are_plain_values_under_their_keys(few: BatchBench) -> None:
    plain = json.loads(json.dumps(few.to_json(), allow_nan=False))
    numbers = {
        "futures", "seconds", "futures_per_s", "microseconds_a_future_week", "small_seconds", "event_seconds",
        "ratio_event", "floor_seconds", "ratio_floor", "bytes_per_future",
    }  # fmt: skip
    assert set(plain) == numbers | {"memory", "scaling", "cores", "signature"}
    assert all(plain[key] > 0 for key in numbers)
    assert plain["futures_per_s"] == pytest.approx(plain["futures"] / plain["seconds"])
    assert plain["ratio_event"] == pytest.approx(plain["event_seconds"] * plain["futures_per_s"])
    assert plain["ratio_floor"] == pytest.approx(plain["seconds"] / plain["floor_seconds"])
    assert {name: list(sizes) for name, sizes in plain["scaling"].items()} == {
        "futures": ["20", "40", "80"],
        "weeks": ["78", "156", "312"],
        "sellers": ["12", "24", "48"],
    }
    assert list(plain["cores"]) == ["1", "2"]
    assert list(plain["memory"]) == ["2", "4"]
    assert plain["bytes_per_future"] == pytest.approx(sum(plain["memory"]["2"].values()))


def test_living_takes_no_more_memory_in_four_times_the_weeks() -> None:
    """What grows is the world: disruptions, and a little the luck of more people (measured: an eighth)."""
    short, long = (
        measure_memory(REFERENCE.model_copy(update={"quarters": n}), 40) for n in batch_engine.MEMORY_QUARTERS
    )
    assert long.living < 1.3 * short.living


def test_both_engines_live_the_same_weeks() -> None:
    work = BenchWorkload(REFERENCE, (REFERENCE.steady, Split(sellers=0, managers=0, leaders=0)))
    assert work.event(1).week == work.weeks == 208
    assert work.batch(3).value.shape == (3, 2)


def test_shared_futures_pair_differences() -> None:
    found = measure_pairing(REFERENCE, blocks=1, futures=150)
    assert [p.quantity for p in found] == ["value", "score", "first year's bookings"] * 3
    assert [p.difference for p in found[::3]] == list(paired_variance.DIFFERENCE_SIZES)
    for p in found:
        assert p.factor == pytest.approx((p.sd_independent / p.sd_paired) ** 2)
        assert p.factor > 1
        assert p.factor_flow >= 1
        assert 0 <= p.one_firing <= 1


def test_the_command_prints_one_document(
    few: BatchBench, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = TimedGame(12, 12, 0.1, 4000)
    event = EventBench(run, 0.01, 10.0, 1.0, None, (run,), (run,))
    monkeypatch.setattr(bench_report, "measure_event_engine", lambda _: event)
    monkeypatch.setattr(bench_report, "measure_batch_engine", lambda _, progress: few)  # noqa: ARG005  # as it is called
    assert main(["bench", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert set(document) == {"event", *few.to_json()}
    assert {"reference", "bare_seconds", "ratio", "by_quarters", "by_sellers"} <= set(document["event"])
    assert main(["bench"]) == 0
    assert few.signature in capsys.readouterr().out


def test_the_command_prints_the_pairing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench_report, "measure_pairing", partial(measure_pairing, blocks=1, futures=20))
    assert main(["bench", "--pairing", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["pairing"]) == 9
    assert main(["bench", "--pairing"]) == 0
    assert "S26,M35,L65" in capsys.readouterr().out
