"""Names in running text: found in their inflected forms, in Latin and in Cyrillic letters, and as pet names.

letters     one plain spelling for both alphabets
forms       the forms that one name may take
pet_names   which names are short for which
numbers     what looks like a telephone number or an address of the net
finding     the words of a text that may name somebody
"""

from pages.names.finding import Spot, Watched, watch
from pages.names.pet_names import is_common_word

__all__ = ["Spot", "Watched", "is_common_word", "watch"]
