"""Does a source archive of the package build a wheel with everything in it? Needs `build`, and a network for setuptools

usage: check_package.py
"""
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main():
    with tempfile.TemporaryDirectory(prefix='newton_') as tmp:
        done = subprocess.run([sys.executable, '-m', 'build', '--outdir', tmp, str(ROOT)], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode: sys.exit(f'{done.stdout}\nthe package cannot be built')   # the wheel is built from the source archive
        (archive,), (wheel,) = Path(tmp).glob('*.tar.gz'), Path(tmp).glob('*.whl')
        with tarfile.open(archive) as f: given = {name.split('/', 1)[-1] for name in f.getnames()}
        with zipfile.ZipFile(wheel) as f: held = set(f.namelist())
    modules = {p.relative_to(ROOT).as_posix() for p in (ROOT/'newton_losses_nb').rglob('*.py')} | {'newton_losses_nb/py.typed'}
    missing = [f'the source archive lacks {name}' for name in sorted((modules | {'settings.ini', 'README.md', 'LICENSE'}) - given)]
    missing += [f'the wheel lacks {name}' for name in sorted(modules - held)]
    if missing: sys.exit('\n'.join(missing))
    print(f'a source archive and a wheel with {len(modules)} files each can be built')


if __name__ == '__main__': main()
