"""What every page may do: the content security policy and the other headers."""

from aeexplain_texts._markdown import code, fence, table

from aeexplain.site.core.security_headers import page_headers


def text():
    """Return the policy, a directive in each line, and a table of the other headers."""
    policy, *others = page_headers().items()
    rows = [(code(name), code(value)) for name, value in others]
    return f"{fence(policy[1].replace('; ', ';' + chr(10)), 'text')}\n\n{table(('header', 'value'), rows)}"
