"""Parquet: the tables of a corpus with their types, for DuckDB, pandas, polars and R."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from tei.export.document import Document
from tei.export.protocol import Exporter, Settings
from tei.export.rows import TABLES, Cell, table_rows

_GROUP: Final = 50_000
"""Rows that are kept before they are written: what bounds the memory."""


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:  # noqa: ARG001
    """Write one file a table; lists are columns of lists, what is not known is empty or null."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types: dict[type, Any] = {
        str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), tuple: pa.list_(pa.string()),
    }  # fmt: skip
    schemas = {
        name: pa.schema([(column, types[kind]) for column, kind in columns.items()]) for name, columns in TABLES.items()
    }
    waiting: dict[str, list[tuple[Cell, ...]]] = {name: [] for name in TABLES}
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd"))
            for name, schema in schemas.items()
        }

        def flush(name: str) -> None:
            columns = list(zip(*waiting[name], strict=True)) or [()] * len(TABLES[name])
            arrays = [pa.array(cells, field.type) for cells, field in zip(columns, schemas[name], strict=True)]
            writers[name].write_table(pa.Table.from_arrays(arrays, schema=schemas[name]))
            waiting[name] = []

        for document in documents:
            for name, rows in table_rows(document).items():
                waiting[name] += rows
                if len(waiting[name]) >= _GROUP:
                    flush(name)
        for name in TABLES:
            if waiting[name]:
                flush(name)


EXPORTER = Exporter(
    "parquet", "typed tables for DuckDB, pandas and polars", write, needs=("pyarrow",), extra="parquet", words=True
)
