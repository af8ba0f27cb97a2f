"""Whatever stands in honour.toml is read or refused with its remedy, and nothing else happens."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st

from honour.promises.findings import Unreadable
from honour.website.configuration import CONFIGURATION, SETTINGS
from honour.website.folder import Configuration, read_configuration

SECTIONS = sorted({setting.section for setting in SETTINGS if setting.section})
NAMES = sorted({setting.name for setting in SETTINGS})
EXAMPLES = sorted({setting.example for setting in SETTINGS})

values = st.one_of(
    st.sampled_from(EXAMPLES),
    st.integers().map(str),
    st.floats(allow_nan=True).map(str),
    st.sampled_from(
        ("[]", "{}", "true", "1979-05-27", '""', '"""\n"""', "'a\\u0000'", "[[1]]", "0x1f", "inf")
    ),
    st.text(max_size=12).map(lambda text: repr(text).replace("'", '"')),
)
lines = st.one_of(
    st.sampled_from([*SECTIONS, "sign_in", "serve.listen", "unknown"]).map(lambda name: f"[{name}]"),
    st.tuples(st.sampled_from([*NAMES, "unknown"]), values).map(lambda pair: f"{pair[0]} = {pair[1]}"),
)


def read(content: bytes) -> Configuration | None:
    """What a folder with this file says; None where it is refused with a remedy."""
    with TemporaryDirectory() as folder:
        (Path(folder) / CONFIGURATION).write_bytes(content)
        try:
            return read_configuration(Path(folder))
        except Unreadable as refused:
            if not all(finding.mend and finding.reason for finding in refused.findings):
                raise  # without a remedy nobody can mend it
            return None


@given(st.binary(max_size=200))
@example(b"a = " + b"[" * 20_000)
@example(b"demo = true\n\xff")
@example(b'key_place = "a\\u0000b"')
def test_any_bytes_are_a_configuration_or_refused(content: bytes) -> None:
    read(content)


@given(st.lists(lines, max_size=6).map("\n".join))
@example("[serve]\nworkers = 1")
@example("[serve]\nworkers = 99999999999999999999")
@example('[serve]\nlisten = "127.0.0.1:99999"')
@example('[log]\nkept = "9999 days"')
def test_any_settings_are_a_configuration_or_refused(text: str) -> None:
    found = read(text.encode())
    if found is not None and found.serving is not None:
        assert 1 <= found.serving.workers <= 65535
        port = found.serving.listen.rpartition(":")[2]
        assert not port or int(port) <= 65535


def test_a_good_file_is_read() -> None:
    found = read(b'[serve]\nlisten = "0.0.0.0:443"\nworkers = 4\nsubdomains = true\n')
    assert found is not None
    assert found.serving is not None
    assert (found.serving.workers, found.serving.subdomains) == (4, True)
