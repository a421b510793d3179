"""What an author writes beyond Markdown, as one pattern: the name of the last group that closed is the token's kind."""

import re

KEY = r"[A-Za-z]\w*(?:[:.+/-]\w+)*"
PARAGRAPH = r"[^\n]*(?:\n(?![ \t]*$|\[\^|\|)[^\n]+)*"
ADDRESS = r"""[ \t]*(?:<(?P<{0}_angle>[^>\n]*)>|(?P<{0}>[^)\n"]*?))(?:\s+"[^"]*")?[ \t]*"""
LABELLED = "fig|tab|eq|sec"

TOKEN = re.compile(
    rf"""
    (?= [`~<\\$:T\[\#=\-!\]{{@] | ^[\ ])  # with one of these every token begins: most places are passed at once
    (?:
      (?P<fence>^[ ]{{0,3}}(?P<mark>`{{3,}}|~{{3,}})[^\n]*\n(?:.*?\n)??[ ]{{0,3}}(?P=mark)[`~]*[ \t]*$)
    | (?P<openfence>^[ ]{{0,3}}(?:`{{3,}}|~{{3,}}))
    | (?P<comment><!--.*?-->)
    | (?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))
    | (?P<escape>\\(?:[\\$`@\[\]]|\{{\{{))
    | (?P<display>\$\$(?P<shown>.+?)\$\$(?:[ \t]*\{{\#(?P<numbered>[^}}\s]*)\}})?)
    | (?P<inline>\$(?P<tex>(?![\s$])(?:\\.|(?!\n[ \t]*\n)[^$\\])+?(?<!\s))\$)
    | (?P<dollar>\$\$?)
    | (?P<figure>^::(?P<directed>\S*)[ \t]*(?P<rest>[^\n]*(?:\n(?![ \t]*$)[^\n]+)*))
    | (?P<table>^Table:[ \t]*(?P<title>{PARAGRAPH}))
    | (?P<note>^\[\^(?P<noted>[^\]\s]+)\]:[ \t]*(?P<says>{PARAGRAPH})(?P<more>\n[ \t]*\n(?=[ ]{{4}}|\t))?)
    | (?P<notecall>\[\^(?P<called>[^\]\s]+)\])
    | (?P<heading>^(?P<level>\#{{1,6}})[ \t]+(?P<heads>[^\n]*))
    | (?P<underline>(?<=[^\n]\n)^(?:={{2,}}|-{{2,}})[ \t]*$)
    | (?P<image>!\[(?P<alt>[^\]]*)\]\({ADDRESS.format("source")}\))
    | (?P<link>\]\({ADDRESS.format("target")}\)|^[ ]{{0,3}}\[[^\]\n]+\]:[ \t]*<?(?P<defined>[^\s>]+)>?)
    | (?P<citation>\[(?P<cited>[^\[\]@]*(?<![\w.])@(?!(?:{LABELLED}):){KEY}[^\[\]]*)\](?![\[(]))
    | (?P<metric>\{{\{{(?P<call>[^{{}}\n]*)\}}\}})
    | (?P<brace>\{{\{{)
    | (?P<reference>(?<![\w@./])@(?P<label>(?:{LABELLED}):[\w.-]*\w))
    | (?P<narrative>(?<![\w@./])@(?P<key>{KEY}))
    )
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)

CITED = re.compile(rf"(?P<before>[^@]*)@(?P<key>{KEY})(?P<after>.*)", re.DOTALL)
LABEL_AT_END = re.compile(r"\{[^{}\n]*?#(?P<label>[^}\s]*)[^{}\n]*\}\s*\Z")
