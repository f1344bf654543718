"""Writes two small Parquet files, as pyarrow does: `python test/golden/parquet.py` in the repository root.

words.parquet: Snappy, strings, labels as a dictionary, a second text. numbers.parquet: Zstandard, labels as
64-bit integers, an extra column, names of columns as data hubs use them, several row groups.
"""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

folder = Path(__file__).parent / "parquet"
folder.mkdir(exist_ok=True)

words = pa.table(
    {
        "text": ["a first text", "  spaces at the ends ", "a line separator \u2028 inside", "naïve 🐟"],
        "textPair": ["one", "two", "three", "four"],
        "label": pa.array(["no", "yes", "no", "yes"]).dictionary_encode(),
    }
)
pq.write_table(words, folder / "words.parquet", compression="snappy")

numbers = pa.table(
    {
        "sentence1": [f"text {i}" for i in range(7)],
        "idx": list(range(7)),
        "label": pa.array([0, 1, 10, 2, 0, 1, 2], pa.int64()),
    }
)
pq.write_table(numbers, folder / "numbers.parquet", compression="zstd", row_group_size=3)
