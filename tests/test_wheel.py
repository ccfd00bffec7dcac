"""The wheel works with the sources out of reach: data files, console script, entry point."""

import os
import subprocess
import sys
import venv
from pathlib import Path

from tests.conftest import ROOT


def test_the_wheel_holds_everything_a_user_needs(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", str(wheel)], check=True)
    # the dependencies are taken from here: what is tested is our wheel, not a second download of spaCy
    here = next(path for path in sys.path if path.endswith("site-packages"))
    packages = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], check=True, capture_output=True
    )
    outside = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    # after our own, and without its .pth files: the editable install of the sources is not found through it
    outside["PYTHONPATH"] = os.pathsep.join([packages.stdout.decode().strip(), here])
    (tmp_path / "a.txt").write_text(
        "Un accord à Lyon\nIl sera appliqué en mai. « Bien », a dit le maire.", encoding="utf-8"
    )
    done = subprocess.run(
        [home / "bin" / "gazetei", "encode", "a.txt", "-o", "out"],
        cwd=tmp_path,
        env=outside,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    text = subprocess.run(
        [home / "bin" / "gazetei", "text", "out/a.xml"], cwd=tmp_path, env=outside, capture_output=True, check=False
    )
    assert text.stdout.decode().startswith("Un accord à Lyon\n")
    where = "import tei, schemas, encoder; print(tei.__file__, schemas.__file__, encoder.__file__)"
    places = subprocess.run([python, "-c", where], cwd=tmp_path, env=outside, check=True, capture_output=True)
    assert str(ROOT) not in places.stdout.decode().replace(str(here), "")
