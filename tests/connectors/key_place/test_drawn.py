"""Whatever lies in a key place is that of a site or refused with its remedy."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st

from honour.carrying_out.ports import StateRefused
from honour.connectors.key_place.folder import read

NAMES = ("epoch-1.key", "epoch-2.key", "journal.key", "hash.key", "origin", "epoch-0.key", "epoch-x.key", "x")
SIZES = st.sampled_from((0, 31, 32, 33)).flatmap(lambda size: st.binary(min_size=size, max_size=size))
GOOD = {name: bytes(32) for name in NAMES[:4]}


@given(st.dictionaries(st.sampled_from(NAMES), SIZES | st.binary(max_size=40), max_size=8))
@example(GOOD)
@example({**GOOD, "origin": b"\xff\xfe"})
@example({**GOOD, "origin": b""})
@example({**GOOD, "epoch-1.key": b""})
def test_whatever_lies_there_is_a_key_place_or_refused(files: dict[str, bytes]) -> None:
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder) / name
            path.write_bytes(content)
            path.chmod(0o600)
        try:
            found = read(Path(folder))
        except StateRefused as refused:
            if "key" not in str(refused):
                raise
            return
        assert found.epochs
        assert all(len(key) == 32 for key in found.epochs.values())
        assert len(found.hashing) == 32
