"""What `benchmarks.fetching` shows holds in small: distances are kept as the server sees them, and hosts go side by side."""

from __future__ import annotations

from benchmarks.fetching import Host, main, measure


def test_the_server_sees_the_distance_kept_and_the_hosts_side_by_side() -> None:
    made = measure(hosts=5, pages=5, spacing=0.08, answer=0.01)
    assert [len(host.came) for host in made.hosts] == [6, 6, 6, 6, 2]
    for host in made.hosts:
        assert min(host.gaps) >= 0.75 * host.spacing, "a busy machine notes a request late"
    assert made.most_requests == 1
    assert made.most_hosts >= 2
    assert made.wall < made.one_by_one


def test_a_host_that_was_asked_too_early_is_told() -> None:
    assert Host("a.jp", 0.5, (0.0, 0.5, 1.1)).is_kept
    assert not Host("a.jp", 0.5, (0.0, 0.4, 1.1)).is_kept


def test_its_command_prints_a_line_a_host_and_what_was_gained(capsys: object) -> None:
    main(["--hosts", "2", "--pages", "2", "--spacing", "0.02", "--answer", "0"])
    lines = capsys.readouterr().out.splitlines()  # type: ignore[attr-defined]
    assert [line.split()[0] for line in lines[1:3]] == ["h1.example.jp", "h2.example.jp"]
    assert "one after another" in lines[-1]
