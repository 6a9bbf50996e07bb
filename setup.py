"Package metadata, read from settings.ini"
from configparser import ConfigParser
from pathlib import Path

from setuptools import find_packages, setup

here = Path(__file__).parent
ini = ConfigParser(delimiters='=')
ini.read(here/'settings.ini', encoding='utf-8')
cfg = ini['DEFAULT']
status = {'1': '1 - Planning', '2': '2 - Pre-Alpha', '3': '3 - Alpha', '4': '4 - Beta', '5': '5 - Production/Stable'}
# what NAME_requirements lists is the extra NAME; who works on the notebooks needs the experiments too
extras = {key.removesuffix('_requirements'): cfg[key].split() for key in cfg if key.endswith('_requirements')}
extras['dev'] += extras['experiments']

setup(
    name = cfg['lib_name'],
    version = cfg['version'],
    description = cfg['description'],
    long_description = (here/'README.md').read_text(encoding='utf-8'),
    long_description_content_type = 'text/markdown',
    author = cfg['author'],
    author_email = cfg['author_email'],
    url = cfg['git_url'],
    license = 'Apache-2.0',
    keywords = cfg['keywords'].split(),
    classifiers = [
        f'Development Status :: {status[cfg["status"]]}',
        f'Intended Audience :: {cfg["audience"]}',
        f'Natural Language :: {cfg["language"]}',
        'Programming Language :: Python :: 3',
        *(f'Programming Language :: Python :: 3.{minor}' for minor in range(10, 14)),
        'Typing :: Typed',
    ],
    python_requires = f'>={cfg["min_python"]}',
    packages = find_packages(include=[cfg['lib_path'], f'{cfg["lib_path"]}.*']),
    package_data = {cfg['lib_path']: ['py.typed', 'experiments/studies/*.json']},
    install_requires = cfg['requirements'].split(),
    extras_require = extras,
    entry_points = {
        'console_scripts': cfg['console_scripts'].split(),
        'nbdev': [f'{cfg["lib_name"]}={cfg["lib_path"]}._modidx:d'],  # links from other projects' nbdev pages
    },
    zip_safe = False,
)
