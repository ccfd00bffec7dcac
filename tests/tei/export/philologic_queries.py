"""Run by the Python of a PhiloLogic: load the files of a folder into a database, and answer queries as JSON.

``python philologic_queries.py HOME FOLDER``; on standard input a JSON object of queries, name → [query, method].
What ``philoload5`` does is done here step by step (``philologic/loadtime/__main__.py``), without its web client.
"""

import json
import os
import sys
from pathlib import Path

home, files = map(Path, sys.argv[1:3])
config = home / "philologic5.cfg"
config.write_text(f'database_root = "{home}"\nurl_root = ""\nweb_app_dir = ""\nhitlist_dir = "{home / "hits"}"\n')
os.environ |= {"PHILOLOGIC_CONFIG": str(config), "LC_ALL": "C", "PYTHONIOENCODING": "utf-8"}
os.environ["NUMBA_CACHE_DIR"] = str(home / "numba")

answer = os.dup(1)
os.dup2(2, 1)  # the loader prints its progress; the answer alone goes to the standard output
import regex  # noqa: E402
from philologic.loadtime.Loader import Loader  # noqa: E402
from philologic.loadtime.LoadOptions import LoadOptions  # noqa: E402
from philologic.runtime.DB import DB  # noqa: E402

options = LoadOptions()
options.parse(["philoload5", "-c", "2", "corpus", *sorted(map(str, files.glob("*.xml")))])
(home / "corpus" / "app").mkdir(parents=True)
loader = Loader.set_class_attributes(options.values)
loader.add_files(options.files)
metadata = loader.parse_metadata(options.sort_order, header=options.header)
loader.set_file_data(metadata, loader.textdir, loader.workdir)
loader.parse_files(options.cores)
loader.merge_objects()
loader.count_words()
loader.build_inverted_index()
loader.setup_sql_load()
loader.post_processing()
loader.finish()
os.chdir(home)

data = home / "corpus" / "data"
base = DB(str(data), cached=False)


def found(query, method):
    hits = base.query(query, method, "")
    hits.finish()
    for hit in hits:
        text = (data / "TEXT" / hit["filename"]).read_bytes()
        words = [text[at : at + 200].decode(errors="ignore") for at in hit.bytes]
        yield [hit["idno"], *(regex.match(r"[\p{L}\p{M}\p{N}]+", word)[0] for word in words)]


fields = ("idno", "title", "author", "create_date", "year", "publisher", "word_count")
sentences = {}
for path in (data / "words_and_philo_ids").iterdir():
    import lz4.frame

    lines = lz4.frame.decompress(path.read_bytes()).splitlines()
    tokens = [one for one in map(json.loads, lines) if one["philo_type"] == "word"]
    sentences[path.name.split(".")[0]] = len({tuple(one["position"].split()[:6]) for one in tokens})
result = {
    "left_out": loader.deleted_files,
    "documents": [
        {field: one[field] for field in fields} | {"sentences": sentences[one["philo_doc_id"]]}
        for one in base.get_all("doc")
    ],
    "heads": [[one["idno"], one["head"]] for one in base.get_all("div1")],
    "answers": {name: list(found(*query)) for name, query in json.load(sys.stdin).items()},
}
os.write(answer, json.dumps(result, ensure_ascii=False).encode())
