"""Do imports only point downward? A notebook may use what notebooks with smaller numbers export.

usage: check_order.py

Every generated cell of a module names its notebook, and `000_ < 00_ < 00a_ < 01_`. All code cells of the notebooks are
checked, exported or not, but for those of READERS. A package (an `__init__.py`, written by hand) counts as the last notebook it imports from.
Exported cells may not use the root package: they import from the module that a name lives in. No cell imports a private name, of
the proofs (`nbs/tests`) neither, which may import from all notebooks.
The doctests test the checker itself, and run first.
"""
import ast
import doctest
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = 'newton_losses_nb'
READERS = ('08_choosing',)  # pages that export nothing and show what records of later notebooks say
MARKER = re.compile(r'^# %% \S*?([^/\s]+)\.ipynb #', re.M)  # stands above each generated cell


def number(notebook):
    """Sort key of a notebook's name; `index`, which has no number, comes last

    >>> sorted(['01_a', 'index', '00a_b', '10_c', '00_d', '000_e'], key=number)
    ['000_e', '00_d', '00a_b', '01_a', '10_c', 'index']
    """
    m = re.match(r'(\d+)([a-z]?)_', notebook)
    return (int(m[1]), -len(m[1]), m[2]) if m else (sys.maxsize, 0, '')


def imports(source, package=PACKAGE, known=()):
    """Modules of the package that `source` imports, wherever in the code; `package` is where it stands. `__version__` is free

    >>> known = {'newton_losses_nb.damping', 'newton_losses_nb.sorting.losses'}
    >>> imports('import torch, newton_losses_nb.damping as d', known=known)
    ['newton_losses_nb.damping']
    >>> imports('def f():\\n    from ..damping import x', 'newton_losses_nb.sorting', known)
    ['newton_losses_nb.damping']
    >>> imports('from . import losses, y', 'newton_losses_nb.sorting', known)
    ['newton_losses_nb.sorting', 'newton_losses_nb.sorting.losses']
    >>> imports('from newton_losses_nb import __version__')
    []
    """
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import): found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            above = package.split('.')[:package.count('.') + 2 - node.level] if node.level else []
            base = '.'.join(above + [node.module or '']).rstrip('.')
            names = [alias.name for alias in node.names if alias.name != '__version__']
            found |= {f'{base}.{name}' if f'{base}.{name}' in known else base for name in names}
    return sorted(name for name in found if name.split('.')[0] == PACKAGE)


def private_imports(source):
    """Private names that are imported from the package

    >>> private_imports('from newton_losses_nb.damping import Relative, _as_matrix\\nfrom os import _exit\\nfrom newton_losses_nb import __version__')
    ['newton_losses_nb.damping._as_matrix']
    """
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom) and (node.module or '').split('.')[0] == PACKAGE]
    return [f'{node.module}.{alias.name}' for node in nodes for alias in node.names if re.match(r'_(?!_)', alias.name)]


def violations(notebook, cells, home):
    """Imports of `notebook` that do not point downward; `home` maps modules to notebooks, `cells` are `(exported, source)`

    >>> home = {'newton_losses_nb': '05_e', 'newton_losses_nb.a': '01_a', 'newton_losses_nb.b': '02_b'}
    >>> violations('02_b', [(True, 'from newton_losses_nb.a import x'), (False, 'from newton_losses_nb.b import y')], home)
    []
    >>> violations('01_a', [(False, 'from newton_losses_nb.b import y')], home)
    ['01_a imports newton_losses_nb.b, which 02_b makes later']
    >>> violations('10_c', [(False, 'import newton_losses_nb'), (True, 'from newton_losses_nb import a, x')], home)
    ['10_c exports an import from the root package newton_losses_nb: name the module']
    >>> violations('10_c', [(True, 'from newton_losses_nb.gone import x')], home)
    ['10_c imports newton_losses_nb.gone, which no notebook makes']
    >>> violations('02_b', [(False, 'from newton_losses_nb.a import _x')], home)
    ['02_b imports newton_losses_nb.a._x, which is private']
    """
    wrong = []
    for exported, source in cells:
        wrong += [f'{notebook} imports {name}, which is private' for name in private_imports(source)]
        for module in imports(source, known=home):
            if exported and module == PACKAGE: wrong.append(f'{notebook} exports an import from the root package {module}: name the module')
            elif module not in home: wrong.append(f'{notebook} imports {module}, which no notebook makes')
            elif number(home[module]) > number(notebook): wrong.append(f'{notebook} imports {module}, which {home[module]} makes later')
    return wrong


def module_homes():
    "`{module: notebook}`, for packages too"
    home, packages = {}, {}
    for path in sorted((ROOT/PACKAGE).rglob('*.py')):
        name, source = '.'.join(path.relative_to(ROOT).with_suffix('').parts), path.read_text(encoding='utf-8')
        if path.name == '__init__.py': packages[name.removesuffix('.__init__')] = source
        elif path.name == '_modidx.py': continue
        elif notebooks := MARKER.findall(source): home[name] = max(notebooks, key=number)
        else: sys.exit(f'{path.relative_to(ROOT)} comes from no notebook: only the __init__.py files are written by hand')
    for name, source in packages.items():
        home[name] = max((home[module] for module in imports(source, name, home) if module in home), key=number, default='0_')
    return home


def code_cells(path):
    "`(exported, source)` of the code cells of `path`, without shell and magic lines, and without those that never run"
    for cell in json.loads(path.read_text(encoding='utf-8'))['cells']:
        source = ''.join(cell['source'])
        if cell['cell_type'] != 'code' or source.startswith('%%') or 'eval: false' in source: continue
        yield bool(re.search(r'^#\|\s*exports?i?\b', source, re.M)), re.sub(r'^\s*[%!].*$', '', source, flags=re.M)


def main():
    if doctest.testmod().failed: sys.exit('the checker itself is broken')
    home, notebooks = module_homes(), sorted((ROOT/'nbs').glob('*.ipynb'))
    wrong = [line for path in notebooks if path.stem not in READERS for line in violations(path.stem, code_cells(path), home)]
    proofs = sorted((ROOT/'nbs'/'tests').glob('*.ipynb'))
    wrong += [f'tests/{path.stem} imports {name}, which is private' for path in proofs for _, source in code_cells(path) for name in private_imports(source)]
    if wrong: sys.exit('\n'.join(wrong))
    print(f'imports of {len(notebooks)} notebooks only point downward, and none of theirs or of {len(proofs)} proofs is private')


if __name__ == '__main__': main()
