"""What the pages do beyond nbdev: processors that it runs on each notebook before Quarto (`procs` in settings.ini)

- `number_title`: the title has the notebook's number.
- `Once`: a function stands on the page once. Where its source is shown (`#| exports`), nbdev's table of the same
  signature is reduced to a heading, above the source. Private names are no headings.
- `PublicLinks`: back-ticked names become links, but only names that cannot be mistaken for words.
- `drawings`: the drawing of the stages is put in as an object, so that its links work.
- `repository`: links to what is no page, the proofs and the files above `nbs`, lead to the repository.
"""
import re
from pathlib import Path

from nbdev.config import get_config
from nbdev.doclinks import NbdevLookup
from nbdev.process import Processor

SHOW = re.compile(r'^show_doc\(([\w.]+)', re.M)
DEFINED = re.compile(r'^(?:async )?(?:def|class) (\w+)', re.M)
STAGES = re.compile(r'!\[(Stages: [^\]]*)\]\((images/stages/[^)]+\.svg)\)')


def text_of(output):
    "Text of the Markdown that an output holds, or None"
    text = output.get('data', {}).get('text/markdown')
    return text if text is None or isinstance(text, str) else ''.join(text)


class NumberTitle(Processor):
    "`05 · The Fisher Newton loss`: the title of the page"
    def end(self):
        number, front = re.match(r'(\d+[a-z]?)_', Path(self.nb.path_).name), self.nb.cells[0]
        if number and front.cell_type == 'raw': front.source = re.sub(r'^title: (["\']?)', lambda m: f'title: {m[1]}{number[1]} · ', front.source, flags=re.M)


class Once(Processor):
    "Every exported function once, none that is private"
    def begin(self):
        cells, out = self.nb.cells, []
        sources = {name: cell for cell in cells if cell.cell_type == 'code' and 'exports' in cell.directives_ for name in DEFINED.findall(cell.source)}
        moved = {id(cell): [] for cell in sources.values()}
        for cell in cells:
            shown = SHOW.search(cell.source or '') if cell.cell_type == 'code' else None
            name = shown[1] if shown else ''
            if name.split('.')[-1].startswith('_') and not name.endswith('__'): continue
            once = name in sources and getattr(cell, 'has_sd', False)
            for output in cell.get('outputs', []) if shown else []:
                if text := text_of(output): output['data']['text/markdown'] = (heading(text) if once else untyped(text)).splitlines(keepends=True)
            if once: moved[id(sources[name])].insert(0, cell)   # nbdev has them in reverse order
            else: out.append(cell)
        self.nb.cells = [c for cell in out for c in (*moved.get(id(cell), ()), cell)]


def heading(text):
    """What `show_doc` gives, up to its heading

    >>> heading('---\\n\\n[source](x)\\n\\n### soft_sort\\n\\n```python\\ndef soft_sort(y)\\n```\\n\\n*Sorts*')
    '---\\n\\n[source](x)\\n\\n### soft_sort\\n'
    """
    return re.match(r'.*?^#+ .*?\n', text + '\n', re.M | re.S)[0]


def untyped(text):
    """The type that nbdev gives to arguments with the default None and no annotation, left out

    >>> untyped('damping:NoneType=None, # λ')
    'damping=None, # λ'
    """
    return text.replace(':NoneType=', '=')


class _Lookup(NbdevLookup):
    "Links for names with a capital letter or an underscore: `loss`, `step` and `train` are words"
    def __getitem__(self, name): return super().__getitem__(name) if re.search(r'[A-Z_]', name.split('.')[0]) else None


class PublicLinks(Processor):
    "nbdev's `add_links`, with fewer names"
    def begin(self): self.lookup = _Lookup()

    def cell(self, cell):
        if cell.cell_type == 'markdown': cell.source = self.lookup.linkify(cell.source)
        for output in cell.get('outputs', []):
            if text_of(output): output['data']['text/markdown'] = [self.lookup.link_line(s) for s in text_of(output).splitlines(keepends=True)]


def drawings(cell):
    "Put the drawing of the stages in as an object"
    if cell.cell_type != 'markdown': return
    cell.source = STAGES.sub(lambda m: f'<object class="stages" type="image/svg+xml" data="{m[2]}" aria-label="{m[1]}"></object>', cell.source)


def outside(text, site):
    """Links to proofs and to files above `nbs`, as addresses in the repository at `site`

    >>> outside('[a](tests/test_fisher.ipynb) [b](../LICENSE) [c](05_fisher.ipynb)', 'https://x.org')
    '[a](https://x.org/nbs/tests/test_fisher.ipynb) [b](https://x.org/LICENSE) [c](05_fisher.ipynb)'
    """
    return re.sub(r'\]\((\.\./|(?=tests/))([^)\s]+)\)', lambda m: f']({site}/{"" if m[1] else "nbs/"}{m[2]})', text)


def repository(cell):
    "Let links to what is no page lead to the repository"
    config = get_config()
    if cell.cell_type == 'markdown': cell.source = outside(cell.source, f'{config.git_url}/blob/{config.branch}')
