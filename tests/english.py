"""The interface in English, for tests of HTML that keeps places for its words."""

from aeexplain.languages.tables import SHIPPED, words_of

ENGLISH = words_of("en", SHIPPED)
