"""The line of stages that data walks through, as drawings: one file in nbs/images/stages for every set of lit stages

usage: stages.py [--check]

A notebook shows its stages by one line, `![Stages: relaxation → loss](images/stages/relaxation-loss.svg)`. This command
draws what the notebooks refer to, and deletes what none does. Each stage is a link to the page about it; links work
where the drawing is an object, which the pages make of it (`nb_pages.py`). With --check nothing is written: every
notebook with the old line of text, and every drawing that is missing, unused or out of date, is named.
"""
import doctest
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NBS, FOLDER = ROOT/'nbs', 'images/stages'
STAGES = ['batch', 'network', 'scores y', 'relaxation', 'loss', 'curvature', 'damping', 'step', 'target', 'backward']
OTHERS = {'costs y': 'scores y', 'algorithm': 'relaxation', 'solver': 'relaxation'}   # other words for a stage
HOMES = {'batch': '41', 'network': '00', 'scores y': '000', 'costs y': '20', 'relaxation': '10', 'algorithm': '13', 'solver': '24',
         'loss': '14', 'curvature': '01b', 'damping': '02', 'step': '03', 'target': '03', 'backward': '05'}   # notebooks
REFERENCE = re.compile(rf'!\[[^\]]*\]\({FOLDER}/([^)]+)\.svg\)')
TEXT = re.compile(r'^[`*]*batch[`*]* → .*backward[`*]*$', re.M)


def parse(line):
    """The words of a line of text, and which of them are bold

    >>> parse('`batch → network → costs y →` **`solver → loss`** `→ curvature → damping → step → target → backward`')
    (['batch', 'network', 'costs y', 'solver', 'loss', 'curvature', 'damping', 'step', 'target', 'backward'], ['solver', 'loss'])
    """
    words, lit, bold = [], [], False
    for part in line.replace('`', '').split('→'):
        pieces = part.split('**')
        inside = [bool(piece.strip()) and bold ^ bool(i % 2) for i, piece in enumerate(pieces)]
        word = ' '.join(''.join(pieces).split())
        words.append(word)
        if any(inside): lit.append(word)
        bold ^= len(pieces) % 2 == 0
    return words, lit


def key(words, lit):
    """The name of a drawing: words that are not the usual ones, then what is lit

    >>> key(['batch', 'network', 'costs y', 'solver', 'loss', 'curvature', 'damping', 'step', 'target', 'backward'], ['solver', 'loss'])
    'costs_y.solver.solver-loss'
    >>> key(STAGES, ['step']), key(STAGES, []), key(STAGES, STAGES)
    ('step', 'none', 'all')
    """
    name = 'all' if lit == words else '-'.join(lit).replace(' ', '_') or 'none'
    return '.'.join([w.replace(' ', '_') for w in words if w in OTHERS] + [name])


def unkey(name):
    """The words and what is lit, from the name of a drawing

    >>> unkey('costs_y.solver.solver-loss') == (parse('batch → network → costs y → **solver → loss** → curvature → damping → step → target → backward'))
    True
    """
    *others, lit = name.replace('_', ' ').split('.')
    words = [next((w for w in others if OTHERS.get(w) == stage), stage) for stage in STAGES]
    lit = words if lit == 'all' else [] if lit == 'none' else lit.split('-')
    if unknown := (set(lit) - set(words)) | (set(others) - OTHERS.keys()): raise ValueError(f'no such stage: {", ".join(sorted(unknown))}')
    return words, lit


def reference(words, lit):
    """The line that shows the drawing

    >>> reference(STAGES, ['step', 'target'])
    '![Stages: step → target](images/stages/step-target.svg)'
    """
    return f'![Stages: {"all" if lit in ([], words) else " → ".join(lit)}]({FOLDER}/{key(words, lit)}.svg)'


def page(number):
    "Address of the page of the notebook with this number, as seen from the folder of the drawings"
    found = next(iter(NBS.glob(f'{number}_*.ipynb')), None)
    if found is None: sys.exit(f'tools/stages.py links to notebook {number}, which is missing')
    return f'../../{found.stem.split("_", 1)[1]}.html'


def draw(words, lit):
    "The drawing, as SVG"
    x, boxes = 1, []
    for word in words:
        width = 7 * len(word) + 12
        kind = ' class="lit"' if word in lit else ''
        arrow = '' if word == words[-1] else f'<path d="M{x + width + 2} 15h7m-3-3 3 3-3 3"/>'
        boxes.append(f'<a href="{page(HOMES[word])}" target="_top"{kind}><rect x="{x}" y="3" width="{width}" height="24" rx="5"/>'
                     f'<text x="{x + width / 2:g}" y="19">{word}</text></a>{arrow}')
        x += width + 11
    style = ('text{font:12px system-ui,sans-serif;text-anchor:middle;fill:#777}rect{fill:none;stroke:#999}path{fill:none;stroke:#999}'
             '.lit rect{fill:#0072B2;stroke:#0072B2}.lit text{fill:#fff;font-weight:600}a:hover rect{stroke:#D55E00}')
    label = 'Data walks from stage to stage' + (f'; this page is about {", ".join(lit)}' if lit not in ([], words) else '')
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {x - 9} 30" width="{x - 9}" role="img" aria-label="{label}">'
            f'<style>{style}</style>\n' + '\n'.join(boxes) + '\n</svg>\n')


def markdown(path): return '\n\n'.join(''.join(c['source']) for c in json.loads(path.read_text(encoding='utf-8'))['cells'] if c['cell_type'] == 'markdown')


def main():
    if sys.argv[1:] not in ([], ['--check']): sys.exit(__doc__)
    if doctest.testmod().failed: sys.exit('the drawing tool itself is broken')
    texts = {path.name: markdown(path) for path in sorted(NBS.glob('*.ipynb'))}
    wanted = {f'{name}.svg': draw(*unkey(name)) for text in texts.values() for name in REFERENCE.findall(text)}
    there = {path.name: path.read_text(encoding='utf-8') for path in (NBS/FOLDER).glob('*.svg')}
    if not sys.argv[1:]:
        (NBS/FOLDER).mkdir(parents=True, exist_ok=True)
        for name, text in wanted.items(): (NBS/FOLDER/name).write_text(text, encoding='utf-8')
        for name in there.keys() - wanted.keys(): (NBS/FOLDER/name).unlink()
        return
    wrong = [f'{name}: the stages are text; show them by a line such as {reference(STAGES, ["loss"])}' for name, text in texts.items() if TEXT.search(text)]
    wrong += [f'{FOLDER}/{name} is not as tools/stages.py draws it: run it' for name in sorted(wanted.keys() | there.keys()) if wanted.get(name) != there.get(name)]
    if wrong: sys.exit('\n'.join(wrong))
    print(f'{len(wanted)} drawings of the stages are up to date')


if __name__ == '__main__': main()
