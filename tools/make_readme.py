"""Make README.md from nbs/index.ipynb, without Quarto

usage: make_readme.py [--check]

With --check nothing is written: README.md has to be in step with the notebook, and its Python code has to run
from top to bottom as printed, in an interpreter of its own.
"""
import doctest
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbconvert import MarkdownExporter

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK, README = ROOT/'nbs/index.ipynb', ROOT/'README.md'


def relocate(text):
    """Links and pictures as seen from the top of the project

    >>> relocate('[a](05_fisher.ipynb) ![b](images/b.png) [c](../LICENSE) [d](https://d.org) [e](#results)')
    '[a](nbs/05_fisher.ipynb) ![b](nbs/images/b.png) [c](LICENSE) [d](https://d.org) [e](#results)'
    """
    return re.sub(r'\]\((?!\w+:|#|/)([^)]+)\)', lambda m: f'](nbs/{m[1]})'.replace('nbs/../', ''), text)


def readable(cell):
    "Is `cell` on the page? If it is, take the directives out of code, and the front matter out of the title; `echo: false` leaves the output"
    if cell.cell_type == 'markdown':
        if cell.source.startswith('# '): cell.source = re.sub(r'^- \w+:.*\n?', '', cell.source, flags=re.M).strip()
        cell.source = relocate(cell.source)
        return True
    directives = re.findall(r'^#\|\s*(.+?)\s*$', cell.source, re.M)
    cell.source = re.sub(r'^#\|.*\n?', '', cell.source, flags=re.M)
    if cell.cell_type != 'code' or {'hide', 'include: false'} & set(directives): return False
    if any(mime.startswith('image/') for out in cell.outputs for mime in out.get('data', ())):
        sys.exit(f'{NOTEBOOK.name}: README.md cannot show a picture in an output: save it below nbs/images, and link it')
    if 'echo: false' in directives:  # what it prints is Markdown, and stands for the cell
        cell.update(cell_type='markdown', source=relocate(''.join(out.get('text', '') for out in cell.pop('outputs'))))
    return True


def convert():
    "The text of README.md"
    nb = nbformat.read(NOTEBOOK, as_version=4)
    nb.cells = [cell for cell in nb.cells if readable(cell)]
    nb.metadata.language_info = {'name': 'python'}  # the language of the fences
    text, _ = MarkdownExporter().from_notebook_node(nb)
    text = re.sub(r'\n{3,}', '\n\n', text).strip()
    return f'{text}\n\n<!-- made from nbs/index.ipynb by tools/make_readme.py: edit the notebook -->\n'


def main():
    if sys.argv[1:] not in ([], ['--check']): sys.exit(__doc__)
    text = convert()
    if not sys.argv[1:]:
        README.write_text(text, encoding='utf-8')
        return
    if doctest.testmod().failed: sys.exit('the converter itself is broken')
    if not README.exists() or README.read_text(encoding='utf-8') != text:
        sys.exit('README.md differs from nbs/index.ipynb: run `make readme`')
    code = '\n'.join(re.findall(r'^```python\n(.*?)^```$', text, re.M | re.S))
    with tempfile.TemporaryDirectory() as elsewhere:
        if subprocess.run([sys.executable, '-c', code], cwd=elsewhere, stdout=subprocess.DEVNULL).returncode: sys.exit('the code in README.md fails')
    print('README.md is in step with nbs/index.ipynb, and its code runs')


if __name__ == '__main__': main()
