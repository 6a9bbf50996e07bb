"""The lists that the notebooks give: the sidebar of the site, the map in the index, the page of all public names

usage: book.py [--check]

Each notebook says in its title cell what it is (`# Title`, `> one line`), and by its number where it belongs. A letter
behind the number makes it an engine, 40 and above an experiment, 90 and above an appendix; a line `- kind: lesson`
(or engine, appendix) below the title says otherwise. So a new notebook is in all lists when this command has run.
With --check nothing is written: lists that are out of date are named.
"""
import ast
import doctest
import json
import re
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
NBS, SITE, API = ROOT/'nbs', ROOT/'_quarto.yml', ROOT/'nbs'/'95_api.ipynb'
PARTS = [('The method', 0), ('Sorting', 10), ('Shortest paths', 20), ('Other algorithms', 30), ('Experiments', 40), ('Speed', 50), ('Where people train', 60)]
BEGIN, END = '      # the sidebar below is written by tools/book.py', '      # end of the sidebar'
MAP = 'book-map'   # id of the cell in the index


class Page(NamedTuple):
    "What a notebook says about itself"
    number: str    # '000', '00a', '05', …
    name: str      # of the file
    title: str
    line: str      # one line on what it is about
    module: str    # that it exports, or ''
    kind: str      # 'lesson', 'engine', 'experiment' or 'appendix'
    part: str      # one of `PARTS`, or 'Appendices'


def order(number):
    """Sort key of a number

    >>> sorted(['01', '00a', '10', '000', '00'], key=order)
    ['000', '00', '00a', '01', '10']
    """
    digits = re.match(r'\d+', number)[0]
    return int(digits), -len(digits), number


def kind_of(number, title):
    """What kind of notebook has this number and title cell?

    >>> [kind_of(n, '') for n in ('05', '11a', '42', '90')], kind_of('12a', '# x\\n- kind: lesson')
    (['lesson', 'engine', 'experiment', 'appendix'], 'lesson')
    """
    if said := re.search(r'^- kind: (\w+)$', title, re.M): return said[1]
    n = order(number)[0]
    return 'appendix' if n >= 90 else 'experiment' if n >= 40 else 'engine' if number[-1].isalpha() else 'lesson'


def sources(path, kind=('markdown', 'code')): return [''.join(c['source']) for c in json.loads(path.read_text(encoding='utf-8'))['cells'] if c['cell_type'] in kind]


def pages():
    "All notebooks with a number, in order"
    found = []
    for path in NBS.glob('[0-9]*.ipynb'):
        number, cells = path.stem.split('_')[0], sources(path)
        first = lambda pattern, text: (re.search(pattern, text, re.M) or ['', ''])[1].strip()
        kind = kind_of(number, cells[0])
        part = 'Appendices' if kind == 'appendix' else [name for name, n in PARTS if n <= order(number)[0]][-1]
        found.append(Page(number, path.name, first(r'^# (.+)$', cells[0]), first(r'^> (.+)$', cells[0]), first(r'^#\| default_exp (\S+)$', '\n'.join(cells)), kind, part))
    return sorted(found, key=lambda page: order(page.number))


def proofs():
    "`{notebook: links to its proofs}`: a proof names its notebook in the line below its title"
    links, site = {}, re.search(r'https://github[^\s]*', SITE.read_text(encoding='utf-8'))[0].split('/blob/')[0]
    for path in sorted((NBS/'tests').glob('*.ipynb')):
        for name in re.findall(r'\(\.\./(\w+\.ipynb)\)', sources(path)[0]):
            links.setdefault(name, []).append(f'[tests]({site}/blob/main/nbs/tests/{path.name})')
    return links


def parts(found):
    "`(name, pages)` of the parts that have any"
    for name in [name for name, _ in PARTS] + ['Appendices']:
        if inside := [page for page in found if page.part == name]: yield name, inside


def sidebar(found):
    "Lines of `_quarto.yml`"
    entry = lambda page, deep: [f'{deep}- text: {json.dumps(f"{page.number} {page.title}", ensure_ascii=False)}', f'{deep}  href: {page.name}']
    lines = []
    for name, inside in parts(found):
        lines += [f'      - section: {name}', '        contents:']
        for page in inside:
            if page.kind != 'engine': lines += entry(page, ' ' * 10)
        if engines := [page for page in inside if page.kind == 'engine']:
            lines += ['          - section: Behind the lessons', '            contents:']
            for page in engines: lines += entry(page, ' ' * 14)
    return '\n'.join(lines)


def book_map(found):
    "The map, a table"
    lines, tests = ['| notebook | module | shows |', '|:--|:--|:--|'], proofs()
    for name, inside in parts(found):
        lines.append(f'| **{name}** | | |')
        for page in inside:
            module = ', '.join([f'`{page.module}`'] * bool(page.module) + tests.get(page.name, []))
            lines.append(f'| [{page.name.removesuffix(".ipynb")}]({page.name}) | {module} | {page.line.replace("|", "&#124;")} |')
    return '\n'.join(lines)


def with_sidebar(text, found):
    "The site's settings, with the sidebar and the version of today"
    version = re.search(r'^version = (\S+)', (ROOT/'settings.ini').read_text(encoding='utf-8'), re.M)[1]
    text = re.sub(r'(?<=newton_losses_nb )\d[\w.]*', version, text)
    return re.sub(f'(?<={re.escape(BEGIN)}\n).*(?={re.escape(END)})', lambda m: sidebar(found) + '\n', text, flags=re.S)


def with_map(text, found):
    "The index notebook, with the map of today"
    nb = json.loads(text)
    cell, = [cell for cell in nb['cells'] if cell['id'] == MAP]
    cell['source'] = book_map(found).splitlines(keepends=True)
    return json.dumps(nb, indent=1, ensure_ascii=False) + '\n'


def public(name):
    "`(name, module it lives in, first line of its docstring, does its page have a heading for it)` for the names in `__all__` of a package or module, read from the source; of a constant the comment beside it"
    path = ROOT/name.replace('.', '/')
    file = path/'__init__.py' if path.is_dir() else path.with_suffix('.py')
    if not file.exists(): sys.exit(f'{file.relative_to(ROOT)} is missing: run nbdev_export first')
    text = file.read_text(encoding='utf-8')
    tree = ast.parse(text)
    listed = [n for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == '__all__' for n in ast.literal_eval(node.value)]
    package = name if path.is_dir() else name.rpartition('.')[0]
    came = {alias.name: f'{package}.{node.module}' for node in tree.body if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module for alias in node.names}
    docs = {node.name: ast.get_docstring(node) for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    for one in listed:
        if one in came: yield next((row for row in public(came[one]) if row[0] == one), (one, came[one], '', True))
        elif one in docs: yield one, name, (docs[one] or '').split('\n')[0], True
        else: yield one, name, (re.search(rf'^{one}\b[^=\n]*=.*?  +# (.+)$', text, re.M) or ['', ''])[1], False


def api(found):
    "Markdown cells of the page of all public names"
    homes = {f'newton_losses_nb.{page.module}': page for page in found if page.module}
    def row(name, home, doc, headed):
        page = homes.get(home)
        where = f'[{page.number}]({page.name}{f"#{name.lower()}" if headed else ""})' if page else ''
        return f'| `{name}` | {doc.replace("|", "&#124;")} | {where} |'
    cells = ['# All public names\n\n> A line for each name that users import, by part\n\n- order: 95',
             'Names are imported from the package or module above each table. The number links to the notebook that makes the name. '
             'This page is written by `tools/book.py`.']
    head, seen = '| name | what it is | |\n|:--|:--|:--|\n', set()
    for part, package in [('The method', 'newton_losses_nb'), ('Sorting', 'newton_losses_nb.sorting'), ('Shortest paths', 'newton_losses_nb.paths'),
                          ('Other algorithms', 'newton_losses_nb.alignment'), ('Experiments', None), ('Speed', None), ('Where people train', None), ('Appendices', None)]:
        tables = []
        if package:
            rows = list(public(package))
            seen |= {(home, name) for name, home, *_ in rows}
            tables.append((package, rows))
        for page in found:
            module = f'newton_losses_nb.{page.module}'
            if page.part != part or not page.module: continue
            rows = [r for r in public(module) if (module, r[0]) not in seen]
            if any(doc for _, _, doc, _ in rows): tables.append((module, rows))   # a page whose functions say nothing is not for importing
        if tables: cells += [f'## {part}'] + [f'**`{name}`**\n\n{head}' + '\n'.join(row(*r) for r in rows) for name, rows in tables]
    made = [dict(cell_type='markdown', id=f'api{i:05d}', metadata={}, source=text.splitlines(keepends=True)) for i, text in enumerate(cells)]
    kernel = dict(kernelspec=dict(display_name='python3', language='python', name='python3'))
    return json.dumps(dict(cells=made, metadata=kernel, nbformat=4, nbformat_minor=5), indent=1, ensure_ascii=False) + '\n'


def main():
    if sys.argv[1:] not in ([], ['--check']): sys.exit(__doc__)
    if doctest.testmod().failed: sys.exit('the lists cannot be trusted: tools/book.py is broken')
    if not API.exists(): API.write_text(api([]), encoding="utf-8")
    found, index = pages(), NBS/'index.ipynb'
    made = {SITE: with_sidebar(SITE.read_text(encoding='utf-8'), found), index: with_map(index.read_text(encoding='utf-8'), found), API: api(found)}
    stale = [path for path, text in made.items() if path.read_text(encoding='utf-8') != text]
    if sys.argv[1:] and stale: sys.exit('\n'.join(f'{path.relative_to(ROOT)} is out of date: run tools/book.py' for path in stale))
    for path in stale: path.write_text(made[path], encoding='utf-8')
    print('sidebar, map and page of names are up to date')


if __name__ == '__main__': main()
