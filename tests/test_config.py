"""corpus.toml is validated; what is wrong with it is told in one line: file, table, key, value, what is allowed."""

from pathlib import Path

import pytest

from pipeline.config import FilesSource, load_settings
from pipeline.errors import ConfigError


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "corpus.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, ""))
    assert settings.crawl.seconds_between_requests == 1.0
    assert settings.source == ()


def test_paths_are_relative_to_the_file_not_to_the_working_directory(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, '[[source]]\nname = "mine"\nkind = "files"\npath = "posts"\n'))
    (source,) = settings.source
    assert isinstance(source, FilesSource)
    assert source.path == tmp_path / "posts"


PAGES = '[[source]]\nname = "a"\nkind = "pages"\nurls = ["https://example.com/"]\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[crawl]\nspeed = 3\n", ["[crawl] speed", "3", "seconds_between_requests"]),
        ("[crawl]\nretries = -1\n", ["[crawl] retries", "-1", "greater than or equal to 0"]),
        ('[crawl]\nretries = "many"\n', ["[crawl] retries", "many", "integer"]),
        ("[crawling]\n", ["crawling", "crawl, search, schedule, source"]),
        ('[[source]]\nname = "a"\nkind = "ftp"\n', ["ftp", "'pages', 'feed', 'files'"]),
        ('[[source]]\nname = "a"\nkind = "pages"\n', ["urls", "Field required"]),
        ('[[source]]\nname = "a"\nkind = "pages"\nurls = ["file:///etc/passwd"]\n', ["urls", "http or https"]),
        ('[[source]]\nname = "a"\nkind = "feed"\nurl = "https://example.com/f"\nurls = []\n', ["urls", "limit"]),
        (PAGES + PAGES, ["source", "'a'", "own name"]),
        ('[search]\ndevice = "gpu"\n', ["[search] device", "gpu", "'cuda'"]),
        ("[crawl\n", ["must be TOML", "line 1"]),
    ],
)
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, text: str, told: list[str]) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as error:
        load_settings(path)
    message = str(error.value)
    assert "\n" not in message
    assert str(path) in message
    for words in told:
        assert words in message


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there must be a settings file"):
        load_settings(tmp_path / "none.toml")
