"""The index that lists of contacts are found by: bitmaps, written behind the changes, by themselves.

Three doors, and nobody outside knows more of it: `find_candidates` says who may be meant by a filter,
`write_index` writes what has changed, `check_index` proves that nobody is missed. Why bitmaps, and why these:
docs/decisions/0005-contacts-by-bitmaps.md.
"""

from relance.contacts.search_index.candidates import Candidates as Candidates
from relance.contacts.search_index.candidates import find_candidates as find_candidates
from relance.contacts.search_index.check import check_index as check_index
from relance.contacts.search_index.write import write_index as write_index
