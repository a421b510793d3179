"""In which direction a language is written, by its tag (BCP 47)."""

from typing import Literal

# Scripts that run from right to left (ISO 15924).
SCRIPTS = """
adlm arab aran armi avst chrs cprt elym gara hatr hebr hung khar lydi mand mani mend merc mero narb nbat nkoo orkh
ougr palm phli phlp phnx prti rohg samr sarb sogd sogo syrc syre syrj syrn thaa yezi
"""
# Languages that are written in one of them where the tag names no script (CLDR's likely subtags; Arabic's and Persian's own).
LANGUAGES = """
aao abh abv acm acq acw acx adf aeb aec afb aii apc apd ar ara arc arq ars ary arz auz avl ayh ayl ayn ayp azb bal bcc
bft bgn bgp bqi brh ckb cld div dv fa fas gbz gju glk haz hbo he heb hnd hno iw ji jpr jrb kas khw ks kvx kxp lah lki
lrc luz mid mvy myz mzn nqo ota pbt pbu pes pnb prd prs ps pst pus rhg sam sd sdh shu skr snd ssh syc syr tmr trw tru
ug uig ur urd ydd yhd yi yid yih
"""
# Languages that are written in one of them in these places.
PLACES = """
az-iq az-ir kk-af kk-cn kk-ir ku-iq ku-ir ky-cn ms-cc pa-pk tg-pk tk-af tk-ir uz-af
"""
# And those that in these places are not.
ELSEWHERE = """
sd-in ug-kz ug-mn
"""


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """Return the direction of a language: of the script that its tag names, or else of that which it is mostly written in."""
    language, *others = tag.lower().split("-")
    extended = [each for each in others[:1] if len(each) == 3 and each.isalpha()]
    language, others = (extended[0] if extended else language), others[len(extended) :]
    if others and len(others[0]) == 4 and others[0].isalpha():
        return "rtl" if others[0] in SCRIPTS.split() else "ltr"
    placed = f"{language}-{others[0]}" if others else ""
    leftwards = (
        language in LANGUAGES.split() and placed not in ELSEWHERE.split()
    ) or placed in PLACES.split()
    return "rtl" if leftwards else "ltr"
