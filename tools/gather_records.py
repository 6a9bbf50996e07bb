"""Gather the records of an experiment, one file a run, into one file, one line a run

usage: gather_records.py FOLDER... [--about TEXT] [--command TEXT] [--keep]

`newton_sort --output results/NAME` leaves a JSON file for every run in `results/NAME`. This adds them to
`results/NAME.jsonl`, whose first line says what the experiment is and how to make it again, reads that file back,
and deletes the single files, unless told to --keep them. Everything that reads the folder reads that file as well.
"""
import argparse
import sys
from pathlib import Path

from newton_losses_nb.experiments.records import gather_records, read_gathered, read_records


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('folder', nargs='+', help='of records')
    parser.add_argument('--about', default='', help='what the experiment is (as before)')
    parser.add_argument('--command', default='', help='how to make it again (as before)')
    parser.add_argument('--keep', action='store_true', help='keep the single files')
    args = parser.parse_args()
    for folder in map(Path, args.folder):
        try: before, path = read_records(folder), gather_records(folder, args.about, args.command)
        except (ValueError, OSError) as e: sys.exit(f'gather_records: {e}')
        if read_gathered(path)[1] != before: sys.exit(f'{path} does not hold what was gathered: nothing is deleted')
        for file in [] if args.keep else folder.glob('*.json'): file.unlink()
        if folder.is_dir() and not any(folder.iterdir()): folder.rmdir()
        print(f'{path}: {len(before)} runs')


if __name__ == '__main__': main()
